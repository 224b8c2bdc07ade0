package consilium.standalone;

import java.nio.file.Path;

/// The folder that keeps everything between runs: `CONSILIUM_HOME`, else `~/.consilium`.
public record Home(Path path) {

    /// @param environment of the process
    public static Home in(Settings environment) {
        return new Home(environment
                .get("CONSILIUM_HOME")
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".consilium"))
                .toAbsolutePath()
                .normalize());
    }

    /// The embedded broker's data.
    Path broker() {
        return path.resolve("broker");
    }

    /// The embedded database's data.
    Path database() {
        return path.resolve("database");
    }

    public Path artefacts() {
        return path.resolve("artefacts");
    }

    public Path log() {
        return path.resolve("logs").resolve("consilium.log");
    }

    /// Figures and tables of one experiment, copied out of the store for people.
    public Path run(String experiment) {
        return path.resolve("runs").resolve(experiment);
    }

    /// Reports of studies.
    public Path study(String name) {
        return path.resolve("studies").resolve(name);
    }

    Path lock() {
        return path.resolve("lock");
    }

    Path server() {
        return path.resolve("server.json");
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
