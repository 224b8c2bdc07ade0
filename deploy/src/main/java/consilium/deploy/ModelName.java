package consilium.deploy;

import java.util.Optional;

/// How a model is asked for: by name, which means its newest version, or as `name@version`.
public record ModelName(String name, Optional<String> version) {

    /// @param text `name` or `name@version`
    public static ModelName of(String text) {
        int at = text.indexOf('@');
        return at < 0
                ? new ModelName(text, Optional.empty())
                : new ModelName(text.substring(0, at), Optional.of(text.substring(at + 1)));
    }

    @Override
    public String toString() {
        return name + version.map(value -> "@" + value).orElse("");
    }
}
