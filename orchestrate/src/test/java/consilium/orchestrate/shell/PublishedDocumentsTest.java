package consilium.orchestrate.shell;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.plan.Fact;
import consilium.runtime.format.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What stands in `docs/` for others to rely on is what the code does.
class PublishedDocumentsTest {

    private static final Path DOCS = Path.of("..", "docs");

    /// When this fails and you meant it, run it with `-Dconsilium.update=true` and commit the new schema.
    @Test
    void theSchemaInDocsIsTheCodes() throws IOException {
        Path published = DOCS.resolve("experiment.schema.json");
        if (Boolean.getBoolean("consilium.update")) {
            Files.writeString(published, SpecSchema.text());
        }
        assertThat(Files.readString(published)).isEqualTo(SpecSchema.text());
    }

    @Test
    void everyFactHasItsChannelInTheAsyncApiDocument() throws IOException {
        Map<String, Object> channels = map(asyncApi(), "channels");
        Map<String, Object> addresses = new HashMap<>();
        channels.keySet().forEach(name -> addresses.put(name, map(channels, name).get("address")));
        assertThat(addresses)
                .containsAllEntriesOf(Arrays.stream(Fact.values())
                        .collect(Collectors.toMap(Fact::topic, fact -> "{prefix}" + fact.topic())));
    }

    @Test
    void everyFactHasItsTypeInTheAsyncApiDocument() throws IOException {
        Map<String, Object> messages = map(map(asyncApi(), "components"), "messages");
        assertThat(messages.keySet())
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Fact.values()).map(Fact::topic).toList());
        messages.keySet().forEach(name -> assertThat(map(messages, name).get("name"))
                .isEqualTo(types().get(name)));
    }

    private static Map<String, String> types() {
        return Arrays.stream(Fact.values()).collect(Collectors.toMap(Fact::topic, Fact::type));
    }

    private static Map<String, Object> asyncApi() throws IOException {
        return cast(Trees.yaml(Files.readString(DOCS.resolve("asyncapi.yaml")), "asyncapi.yaml"));
    }

    private static Map<String, Object> map(Map<String, Object> tree, String name) {
        return cast(tree.get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> cast(Object tree) {
        return (Map<String, Object>) tree;
    }
}
