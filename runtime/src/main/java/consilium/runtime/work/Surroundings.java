package consilium.runtime.work;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/// What is written beside every execution: it explains a divergence, it does not define the recipe.
@Singleton
public final class Surroundings {

    private static final String BUILD = "/consilium-build.properties";

    private final String worker;
    private final Map<String, Object> asMap;

    Surroundings() {
        String host = host();
        this.worker = host + "/" + ProcessHandle.current().pid() + "/"
                + UUID.randomUUID().toString().substring(0, 8);
        this.asMap = Collections.unmodifiableMap(describe(host));
    }

    /// This process among all workers: host, process id, and a drawn name, since containers share both.
    public String worker() {
        return worker;
    }

    public Map<String, Object> asMap() {
        return asMap;
    }

    private Map<String, Object> describe(String host) {
        Properties build = build();
        Map<String, Object> described = new TreeMap<>();
        described.put("version", build.getProperty("git.build.version", "unknown"));
        described.put("commit", build.getProperty("git.commit.id.full", "unknown"));
        described.put("dirty", Boolean.parseBoolean(build.getProperty("git.dirty", "false")));
        described.put("jdk", System.getProperty("java.vendor") + " " + System.getProperty("java.runtime.version"));
        described.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        described.put("arch", System.getProperty("os.arch"));
        described.put("processor", processor());
        described.put("processors", Runtime.getRuntime().availableProcessors());
        described.put("host", host);
        described.put("worker", worker);
        return described;
    }

    private static Properties build() {
        Properties build = new Properties();
        try (InputStream in = Surroundings.class.getResourceAsStream(BUILD)) {
            if (in != null) {
                build.load(in);
            }
            return build;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The model as Linux names it; elsewhere the architecture has to do.
    private static String processor() {
        Path described = Path.of("/proc/cpuinfo");
        if (Files.isReadable(described)) {
            try (Stream<String> lines = Files.lines(described)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            } catch (IOException | UncheckedIOException e) {
                return System.getProperty("os.arch");
            }
        }
        return System.getProperty("os.arch");
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }
}
