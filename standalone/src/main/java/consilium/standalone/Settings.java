package consilium.standalone;

import java.util.Map;
import java.util.Optional;

/// The environment variables that a person may set; one that is set to nothing is not set.
public record Settings(Map<String, String> variables) {

    public Settings {
        variables = Map.copyOf(variables);
    }

    public static Settings ofProcess() {
        return new Settings(System.getenv());
    }

    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }
}
