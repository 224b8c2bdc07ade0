package consilium.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.runtime.format.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What can be said of images and manifests without an engine or a cluster: that they are whole and agree.
class ManifestsTest {

    private static final Path KUBERNETES = Path.of("kubernetes");
    private static final Path DOCKER = Path.of("../docker");
    private static final Set<String> SERVICES =
            Set.of("ingest", "simulate", "fuse", "train", "evaluate", "deploy", "orchestrate");
    private static final String PATCH = "service.patch.yaml";

    @ParameterizedTest
    @ValueSource(strings = {"startupProbe", "livenessProbe", "readinessProbe"})
    void everyServiceIsProbed(String probe) throws IOException {
        Map<?, ?> container = container(documents(PATCH).getFirst());

        assertThat((String) at(container, probe, "httpGet", "path")).startsWith("/q/health/");
        assertThat((Object) at(container, probe, "httpGet", "port")).isEqualTo("http");
    }

    @Test
    void everyServiceHasDeploymentWithResources() throws IOException {
        Map<String, Map<?, ?>> deployments = new TreeMap<>();
        for (Map<?, ?> document : everyDocument()) {
            if ("Deployment".equals(document.get("kind")) && !"any".equals(at(document, "metadata", "name"))) {
                deployments.put(at(document, "metadata", "name"), document);
            }
        }

        assertThat(deployments).containsOnlyKeys(SERVICES);
        deployments.forEach((name, deployment) -> {
            Map<?, ?> container = container(deployment);
            assertThat(container.get("name")).as("the patch finds the container by its name").isEqualTo("service");
            assertThat(container.get("image")).isEqualTo("consilium-" + name);
            assertThat((Object) at(container, "resources", "requests", "memory")).isNotNull();
            assertThat((Object) at(container, "resources", "limits", "memory")).isNotNull();
            assertThat((Object) at(deployment, "spec", "selector", "matchLabels"))
                    .isEqualTo(at(deployment, "spec", "template", "metadata", "labels"));
        });
    }

    @Test
    void kustomizationNamesEveryFileAndImage() throws IOException {
        Map<?, ?> kustomization = documents("kustomization.yaml").getFirst();
        List<String> resources = list(kustomization.get("resources"));

        try (Stream<Path> files = Files.list(KUBERNETES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(file -> file.endsWith(".yaml")))
                    .containsExactlyInAnyOrderElementsOf(Stream.concat(
                            resources.stream(), Stream.of("kustomization.yaml", PATCH, "secret.template.yaml"))
                            .toList());
        }
        assertThat(ManifestsTest.<Map<?, ?>>list(kustomization.get("images")).stream()
                .map(image -> String.valueOf(image.get("name"))))
                .containsExactlyInAnyOrderElementsOf(
                        SERVICES.stream().map(service -> "consilium-" + service).toList());
    }

    @Test
    void nothingRunsAsRoot() throws IOException {
        Map<?, ?> patch = documents(PATCH).getFirst();

        assertThat((Object) at(patch, "spec", "template", "spec", "securityContext", "runAsNonRoot")).isEqualTo(true);
        for (String file : List.of("Dockerfile.jvm", "Dockerfile.standalone")) {
            assertThat(Files.readAllLines(DOCKER.resolve(file)))
                    .contains("USER 10001")
                    .anyMatch(line -> line.startsWith("HEALTHCHECK "));
        }
    }

    @Test
    void composeStartsEveryServiceAfterWhatItNeeds() throws IOException {
        Map<?, ?> compose = (Map<?, ?>) Trees.yaml(Files.readString(DOCKER.resolve("compose.yaml")), "compose.yaml");
        Map<?, ?> common = at(compose, "x-service");
        Map<?, ?> services = at(compose, "services");

        assertThat(at(common, "depends_on", "kafka", "condition").toString()).isEqualTo("service_healthy");
        assertThat(at(common, "depends_on", "postgres", "condition").toString()).isEqualTo("service_healthy");
        assertThat(ManifestsTest.<Map<String, ?>>at(common, "environment"))
                .containsOnlyKeys("CONSILIUM_KAFKA", "CONSILIUM_DB_URL", "CONSILIUM_DB_USER", "CONSILIUM_DB_PASSWORD");
        assertThat(services.keySet()).hasSize(SERVICES.size() + 2);
        for (String service : SERVICES) {
            assertThat((Object) at(services, service, "build", "args", "SERVICE")).isEqualTo(service);
        }
        for (String needed : List.of("kafka", "postgres")) {
            assertThat((Object) at(services, needed, "healthcheck", "test")).isNotNull();
        }
        assertThat((String) at(services, "kafka", "image")).isEqualTo("apache/kafka:4.2.1");
    }

    private static List<Map<?, ?>> everyDocument() throws IOException {
        List<Map<?, ?>> all = new ArrayList<>();
        try (Stream<Path> files = Files.list(KUBERNETES)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
                all.addAll(documents(file.getFileName().toString()));
            }
        }
        return all;
    }

    private static List<Map<?, ?>> documents(String file) throws IOException {
        List<Map<?, ?>> documents = new ArrayList<>();
        for (String text : Files.readString(KUBERNETES.resolve(file)).split("(?m)^---$")) {
            documents.add((Map<?, ?>) Trees.yaml(text, file));
        }
        return documents;
    }

    private static Map<?, ?> container(Map<?, ?> deployment) {
        return ManifestsTest.<Map<?, ?>>list(at(deployment, "spec", "template", "spec", "containers")).getFirst();
    }

    @SuppressWarnings("unchecked")
    private static <T> T at(Map<?, ?> tree, String... path) {
        Object value = tree;
        for (String step : path) {
            value = ((Map<?, ?>) value).get(step);
        }
        return (T) value;
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> list(Object value) {
        return (List<T>) value;
    }
}
