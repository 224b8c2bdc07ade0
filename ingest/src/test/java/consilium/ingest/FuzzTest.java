package consilium.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whatever bytes come, a reader reads them or refuses them as bad input.
///
/// Always: a few hundred inputs a reader, mutated from real files by a fixed seed. With Jazzer, which the profile `fuzz`
/// brings: as many as coverage leads to in `consilium.fuzz.seconds` a reader, each in a process of its own; see
/// `docs/formats.md`.
class FuzzTest {

    private static final int MUTATIONS = 400;
    private static final Pattern EXECUTED = Pattern.compile("stat::number_of_executed_units:\\s*(\\d+)");
    private static final Pattern COVERED = Pattern.compile("cov: (\\d+)");

    @ParameterizedTest
    @EnumSource
    void mutatedFilesAreReadOrRefused(FuzzedReader reader) {
        List<byte[]> seeds = reader.seeds();
        assertThat(FuzzTarget.hold(reader, seeds.getFirst())).as("the first seed is refused").isFalse();
        Random random = new Random(reader.ordinal());
        int refused = 0;
        for (int mutation = 0; mutation < MUTATIONS; mutation++) {
            byte[] bytes = mutated(seeds.get(random.nextInt(seeds.size())), random);
            try {
                refused += FuzzTarget.hold(reader, bytes) ? 1 : 0;
            } catch (RuntimeException | Error e) {
                fail("mutation " + mutation + ", " + Base64.getEncoder().encodeToString(bytes), e);
            }
        }
        assertThat(refused).isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void whatCoverageLeadsToIsReadOrRefused(FuzzedReader reader) throws IOException, InterruptedException {
        int seconds = Integer.getInteger("consilium.fuzz.seconds", 0);
        String only = System.getProperty(FuzzTarget.READER, reader.name());
        assumeTrue(seconds > 0 && only.equals(reader.name()), "asked for by -Pfuzz -Dconsilium.fuzz.seconds=<n>");
        Path folder = Path.of("target/fuzz").resolve(reader.name());
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        List<byte[]> seeds = reader.seeds();
        for (int index = 0; index < seeds.size(); index++) {
            Files.write(corpus.resolve("seed-" + index), seeds.get(index));
        }
        Path log = folder.resolve("log.txt");

        int exit = new ProcessBuilder(command(reader, seconds, corpus, folder))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start()
                .waitFor();

        String text = Files.readString(log);
        System.out.printf("fuzz %s: %s inputs in %d s, coverage %s, exit %d%n",
                reader, last(EXECUTED, text), seconds, last(COVERED, text), exit);
        assertThat(exit).as("findings are in %s", log.toAbsolutePath()).isZero();
    }

    private static List<String> command(FuzzedReader reader, int seconds, Path corpus, Path folder) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        assumeTrue(classPath.contains("jazzer"), "the profile fuzz brings Jazzer");
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Djava.awt.headless=true",
                "-D" + FuzzTarget.READER + "=" + reader,
                "-Dconsilium.data=" + System.getProperty("consilium.data", ""),
                "-cp",
                classPath.replace(File.pathSeparator + File.pathSeparator, File.pathSeparator),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + FuzzTarget.class.getName(),
                "--instrumentation_includes=consilium.ingest.**:com.twelvemonkeys.imageio.plugins.tiff.**",
                "--custom_hook_includes=consilium.ingest.**",
                "-max_total_time=" + seconds,
                "-timeout=20",
                "-rss_limit_mb=3000",
                "-print_final_stats=1",
                "-artifact_prefix=" + folder + "/",
                corpus.toString());
    }

    private static String last(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        String last = "no";
        while (matcher.find()) {
            last = matcher.group(1);
        }
        return last;
    }

    private static byte[] mutated(byte[] seed, Random random) {
        byte[] bytes = seed.clone();
        List<Integer> kinds = new ArrayList<>();
        for (int change = 0; change <= random.nextInt(3); change++) {
            kinds.add(random.nextInt(5));
        }
        for (int kind : kinds) {
            if (bytes.length < 2) {
                return bytes;
            }
            int at = random.nextInt(bytes.length);
            switch (kind) {
                case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 1 -> bytes[at] = (byte) random.nextInt();
                case 2 -> bytes = Arrays.copyOf(bytes, at + 1);
                case 3 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 4), (byte) -random.nextInt(2));
                default -> {
                    int from = random.nextInt(bytes.length);
                    int length = Math.min(random.nextInt(32), bytes.length - Math.max(at, from));
                    System.arraycopy(bytes.clone(), from, bytes, at, length);
                }
            }
        }
        return bytes;
    }
}
