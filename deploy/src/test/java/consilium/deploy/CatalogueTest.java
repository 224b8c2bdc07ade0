package consilium.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.kernel.problem.ProblemException;
import consilium.kernel.recipe.Digest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private final ModelVersion old = version("lesions", "old", 1);
    private final ModelVersion young = version("lesions", "young", 2);
    private final ModelVersion digits = version("digits", "old", 3);
    private final Catalogue catalogue = new Catalogue(List.of(old, digits, young));

    @Test
    void bareNameMeansTheNewestVersion() {
        assertThat(catalogue.find(ModelName.of("lesions"))).isEqualTo(young);
    }

    @Test
    void everyVersionHasAnAddress() {
        assertThat(catalogue.find(ModelName.of(old.address()))).isEqualTo(old);
        assertThat(catalogue.find(ModelName.of(young.address()))).isEqualTo(young);
    }

    @Test
    void versionsComeNewestFirst() {
        assertThat(catalogue.versions("lesions")).containsExactly(young, old);
    }

    @Test
    void namesComeInAlphabeticalOrder() {
        assertThat(catalogue.names()).containsExactly("digits", "lesions");
    }

    @Test
    void modelThatPassedTwiceIsOneVersionAsOfTheLastTime() {
        ModelVersion again = version("lesions", "old", 9);

        assertThat(new Catalogue(List.of(again, old, young)).versions("lesions")).containsExactly(again, young);
    }

    @Test
    void orderOfRegistrationsInOneInstantDoesNotMatter() {
        ModelVersion twin = version("lesions", "twin", 2);

        assertThat(new Catalogue(List.of(young, twin)).find(ModelName.of("lesions")))
                .isEqualTo(new Catalogue(List.of(twin, young)).find(ModelName.of("lesions")));
    }

    @Test
    void unknownNameIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> catalogue.find(ModelName.of("lesion")))
                .isInstanceOf(ProblemException.class)
                .hasMessage("no model \"lesion\"; registered are digits, lesions");
        assertThatThrownBy(() -> new Catalogue(List.of()).versions("lesions"))
                .hasMessage("no model \"lesions\"; registered is none");
    }

    @Test
    void unknownVersionIsAnsweredWithTheKnownOnes() {
        assertThatThrownBy(() -> catalogue.find(ModelName.of("digits@000000000000")))
                .isInstanceOf(ProblemException.class)
                .hasMessage("no model \"digits@000000000000\"; registered are " + digits.version());
    }

    private static ModelVersion version(String name, String model, long second) {
        return new ModelVersion(
                name,
                Digest.of(model),
                Digest.of("evaluation"),
                Digest.of("registration"),
                "dice",
                0.9,
                Optional.of(0.8),
                Optional.empty(),
                Instant.ofEpochSecond(second));
    }
}
