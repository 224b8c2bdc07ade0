package consilium.kernel.format;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.spec.ExperimentSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonSchemaTest {

    private final Map<String, Object> schema = JsonSchema.of(ExperimentSpec.class, "urn:example");

    @Test
    void whatHasNoDefaultIsRequired() {
        assertThat(schema.get("required")).isEqualTo(List.of("name", "dataset", "methods"));
    }

    @Test
    void variantsAreToldApartByAConstantKind() {
        Map<?, ?> fusion = (Map<?, ?>) ((Map<?, ?>) schema.get("$defs")).get("FusionSpec");

        assertThat(fusion.get("oneOf").toString()).contains("{const=majority-vote}").contains("{const=staple}");
    }

    @Test
    void unknownFieldsAreRefused() {
        assertThat(schema.get("additionalProperties")).isEqualTo(false);
    }

    @Test
    void rangesAndDefaultsArePublished() {
        Map<?, ?> training = (Map<?, ?>) ((Map<?, ?>) schema.get("$defs")).get("TrainingSpec");
        Map<?, ?> epochs = (Map<?, ?>) ((Map<?, ?>) training.get("properties")).get("epochs");

        assertThat(epochs.get("minimum")).isEqualTo(1.0);
        assertThat(epochs.get("default")).isEqualTo(40.0);
    }
}
