package consilium.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import consilium.kernel.artefact.DType;
import consilium.kernel.artefact.Npy;
import consilium.runtime.format.Trees;
import consilium.standalone.Home;
import consilium.standalone.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `fuse`, `simulate` and `score`: the science on files, without a house.
class FileCommandsTest {

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @ParameterizedTest
    @CsvSource({"28_R3_L2, 3, 28", "28_R5_L2, 5, 28", "28_R7_L2, 7, 28", "192_R4_L2, 4, 192"})
    void staplesProbabilitiesAnnotatorsAndPassesAreThoseOfItk(String name, int annotators, int side)
            throws IOException {
        Path golden = golden();
        byte[] votes = Files.readAllBytes(golden.resolve(name + ".votes"));
        int pixels = side * side;
        for (int annotator = 0; annotator < annotators; annotator++) {
            write("a" + annotator + ".npy",
                    Arrays.copyOfRange(votes, annotator * pixels, (annotator + 1) * pixels), side, side);
        }

        assertThat(fuse(names(annotators), "--method", "staple")).isZero();

        Answer reliability = json(folder.resolve("out/reliability.json"));
        Answer itk = new Answer(Trees.json(Files.readString(golden.resolve("itk.json")), "itk.json"))
                .at(name + "/staple");
        assertThat(reliability.number("passes")).hasValue(itk.number("iterations").orElseThrow() + 1);
        for (int annotator = 0; annotator < annotators; annotator++) {
            assertThat(reliability.list("annotators").get(annotator).number("sensitivity").orElseThrow())
                    .isCloseTo(number(itk.list("sensitivity").get(annotator)), within(1e-9));
            assertThat(reliability.list("annotators").get(annotator).number("specificity").orElseThrow())
                    .isCloseTo(number(itk.list("specificity").get(annotator)), within(1e-9));
        }
        double[] foreground = doubles(Files.readAllBytes(golden.resolve(name + ".itk_staple.f64")), 0);
        double[] written = doubles(
                Files.readAllBytes(folder.resolve("out/probabilities.npy")), 2L * pixels * Double.BYTES);
        byte[] labels = labels("out/fused.npy", pixels);
        for (int pixel = 0; pixel < pixels; pixel++) {
            assertThat(written[pixels + pixel]).isCloseTo(foreground[pixel], within(1e-9));
            assertThat(labels[pixel]).isEqualTo((byte) (foreground[pixel] > 0.5 ? 1 : 0));
        }
    }

    @Test
    void reliabilityHasExactlyItsFields() throws IOException {
        three();

        assertThat(fuse(List.of("a0.npy", "a1.npy", "a2.npy"))).isZero();

        Answer reliability = json(folder.resolve("out/reliability.json"));
        assertThat((Map<?, ?>) reliability.tree()).extracting(Map::keySet).asInstanceOf(
                org.assertj.core.api.InstanceOfAssertFactories.collection(Object.class))
                .containsExactly("annotators", "passes", "logLikelihood", "prior");
        assertThat(((Map<?, ?>) reliability.list("annotators").getFirst().tree()).keySet().toString())
                .isEqualTo("[name, sensitivity, specificity, confusion]");
        assertThat(reliability.list("annotators")).extracting(row -> row.show("name")).containsExactly("a0", "a1",
                "a2");
        assertThat(reliability.list("prior")).extracting(FileCommandsTest::number)
                .satisfies(prior -> assertThat(prior.get(0) + prior.get(1)).isCloseTo(1, within(1e-12)));
    }

    @Test
    void aVoteLearnsNothingOfTheAnnotators() throws IOException {
        three();

        assertThat(fuse(List.of("a0.npy", "a1.npy", "a2.npy"), "--method", "majority-vote", "--probabilities", "none"))
                .isZero();

        assertThat(labels("out/fused.npy", 4)).containsExactly(0, 1, 1, 0);
        assertThat(folder.resolve("out/probabilities.npy")).doesNotExist();
        Answer reliability = json(folder.resolve("out/reliability.json"));
        assertThat(reliability.number("passes")).hasValue(0);
        assertThat(reliability.list("annotators").getFirst().at("confusion").present()).isFalse();
    }

    /// A mask of 0 and 255 has two classes, and so has what is fused from such masks.
    @Test
    void labelsKeepTheValuesTheyHaveInTheFiles() throws IOException {
        write("a.npy", new byte[] {0, (byte) 255, (byte) 255, 0}, 2, 2);
        write("b.npy", new byte[] {0, (byte) 255, (byte) 255, 0}, 2, 2);

        assertThat(fuse(List.of("a.npy", "b.npy"))).isZero();

        assertThat(labels("out/fused.npy", 4)).containsExactly(0, -1, -1, 0);
        assertThat(json(folder.resolve("out/reliability.json")).list("prior")).hasSize(2);
    }

    @Test
    void ofFoldersEveryImageIsFusedByWhoeverLookedAtIt() throws IOException {
        write("anna/x.npy", new byte[] {0, 1, 1, 0}, 2, 2);
        write("ben/x.npy", new byte[] {0, 1, 0, 0}, 2, 2);
        write("anna/y.npy", new byte[] {1, 1, 1, 0, 0, 0}, 2, 3);

        assertThat(fuse(List.of("anna", "ben"))).isZero();

        assertThat(text(out).lines()).containsExactly(
                folder.resolve("out/fused/x.npy").toString(), folder.resolve("out/fused/y.npy").toString());
        assertThat(labels("out/fused/y.npy", 6)).containsExactly(1, 1, 1, 0, 0, 0);
        assertThat(folder.resolve("out/probabilities/y.npy")).exists();
        Answer own = json(folder.resolve("out/reliability/y.json"));
        assertThat(own.list("annotators").get(1).at("confusion").present()).isFalse();
        assertThat(json(folder.resolve("out/reliability.json")).list("annotators").get(1).at("confusion").present())
                .isTrue();
    }

    @Test
    void pooledThereIsOneEstimateForAllImages() throws IOException {
        for (int image = 0; image < 3; image++) {
            write("anna/" + image + ".npy", new byte[] {0, 1, 1, 0}, 2, 2);
            write("ben/" + image + ".npy", new byte[] {0, 1, (byte) (image == 0 ? 0 : 1), 0}, 2, 2);
            write("carla/" + image + ".npy", new byte[] {1, 1, 1, 0}, 2, 2);
        }

        assertThat(fuse(List.of("anna", "ben", "carla"), "--pooled")).isZero();

        assertThat(folder.resolve("out/reliability")).doesNotExist();
        assertThat(json(folder.resolve("out/reliability.json")).list("annotators").get(1).number("sensitivity")
                .orElseThrow()).isLessThan(1);
    }

    /// Slices as images of their own give what the volume gives.
    @Test
    void whatKnowsNeighboursFusesAVolumeSliceBySlice() throws IOException {
        byte[][] drawn = {{0, 1, 1, 0, 0, 1, 1, 1}, {0, 1, 1, 1, 0, 0, 1, 1}, {1, 1, 0, 0, 0, 1, 1, 0}};
        for (int annotator = 0; annotator < 3; annotator++) {
            write("a" + annotator + ".npy", drawn[annotator], 2, 2, 2);
            write("s" + annotator + "/0.npy", Arrays.copyOfRange(drawn[annotator], 0, 4), 2, 2);
            write("s" + annotator + "/1.npy", Arrays.copyOfRange(drawn[annotator], 4, 8), 2, 2);
        }
        String[] spatial = {"--method", "spatial-staple", "--half-window", "1", "--lambda", "2"};

        assertThat(fuse(names(3), spatial)).isZero();
        double[] volume = doubles(Files.readAllBytes(folder.resolve("out/probabilities.npy")), 16 * Double.BYTES);
        assertThat(fuse(List.of("s0", "s1", "s2"), spatial)).isZero();
        double[] first = doubles(Files.readAllBytes(folder.resolve("out/probabilities/0.npy")), 8 * Double.BYTES);
        double[] second = doubles(Files.readAllBytes(folder.resolve("out/probabilities/1.npy")), 8 * Double.BYTES);

        assertThat(Arrays.copyOfRange(volume, 8, 12)).containsExactly(Arrays.copyOfRange(first, 4, 8));
        assertThat(Arrays.copyOfRange(volume, 12, 16)).containsExactly(Arrays.copyOfRange(second, 4, 8));
    }

    @Test
    void theHierarchicalVoteNamesLabelsOfTheFiles() throws IOException {
        write("a.npy", new byte[] {0, 2, 1, 4}, 2, 2);
        write("b.npy", new byte[] {0, 1, 1, 4}, 2, 2);
        write("c.npy", new byte[] {0, 0, 2, 1}, 2, 2);

        assertThat(fuse(List.of("a.npy", "b.npy", "c.npy"), "--method", "hierarchical-vote")).isEqualTo(2);
        assertThat(text(err)).contains("label 4 lies in no region").contains("--set order=[2,1,4]");
        assertThat(fuse(List.of("a.npy", "b.npy", "c.npy"), "--method", "hierarchical-vote", "--set", "order=[2,1,4]"))
                .isZero();

        assertThat(labels("out/fused.npy", 4)).containsExactly(0, 2, 1, 4);
    }

    @Test
    void aParameterThatTheMethodLacksIsAUsageErrorThatNamesThoseItHas() throws IOException {
        three();

        assertThat(fuse(List.of("a0.npy"), "--half-window", "3")).isEqualTo(2);
        assertThat(text(err)).startsWith("The fusion is not valid: halfWindow: is not a known field")
                .contains("maxIterations");
        assertThat(fuse(List.of("a0.npy"), "--method", "stapel")).isEqualTo(2);
        assertThat(text(err)).contains("did you mean staple?");
        assertThat(fuse(List.of("a0.npy"), "--set", "performancePrior.alpha=0")).isEqualTo(2);
        assertThat(text(err)).contains("performancePrior.alpha");
    }

    @Test
    void filesThatDoNotFitAreToldByName() throws IOException {
        write("a.npy", new byte[] {0, 1, 1, 0}, 2, 2);
        write("b.npy", new byte[] {0, 1, 1, 0, 1, 1}, 2, 3);

        assertThat(fuse(List.of("a.npy", "b.npy"))).isEqualTo(2);
        assertThat(text(err)).contains(folder.resolve("b.npy").toString()).contains("is 3 x 2 pixels").hasLineCount(1);
        assertThat(fuse(List.of("a.npy", "none.npy"))).isEqualTo(2);
        assertThat(text(err)).contains("none.npy: no such file");
        assertThat(fuse(List.of("a.npy", "b.npy"), "--classes", "1")).isEqualTo(2);
        assertThat(text(err)).contains("--classes is from 2 to 256, was 1");
    }

    @Test
    void aLabelBeyondTheClassesIsToldWithItsPlace() throws IOException {
        write("a.npy", new byte[] {0, 1, 3, 0}, 2, 2);

        assertThat(fuse(List.of("a.npy"), "--classes", "3")).isEqualTo(2);
        assertThat(text(err)).contains("a.npy at pixel (0, 1): the label is 3; labels are [0, 1, 2]");
    }

    @Test
    void whatIsSimulatedIsWhatFuseTakes() throws IOException {
        disc("truth.npy", 16);

        assertThat(run("simulate", "--truth", at("truth.npy"), "--annotator", "good", "--annotator", "over:amount=0.7",
                "--annotator", "over:amount=0.3", "--annotator", "{\"kind\": \"wrong\", \"name\": \"carla\"}", "--seed",
                "3", "--out", at("drawn"))).isZero();
        List<String> drawn = text(out).lines().toList();
        assertThat(drawn).containsExactly(
                at("drawn/good.npy"), at("drawn/over.npy"), at("drawn/over-2.npy"), at("drawn/carla.npy"));
        assertThat(labels("drawn/good.npy", 256)).isEqualTo(labels("truth.npy", 256));
        assertThat(fuse(List.of("drawn/good.npy", "drawn/over.npy", "drawn/carla.npy"))).isZero();
    }

    @Test
    void theSeedDecidesWhatIsDrawn() throws IOException {
        disc("truth.npy", 16);
        for (String seed : List.of("1", "1", "2")) {
            assertThat(run("simulate", "--truth", at("truth.npy"), "--annotator", "wrong", "--seed", seed, "--out",
                    at("drawn" + Files.list(folder).filter(Files::isDirectory).count()))).isZero();
        }

        assertThat(labels("drawn0/wrong.npy", 256)).isEqualTo(labels("drawn1/wrong.npy", 256));
        assertThat(labels("drawn2/wrong.npy", 256)).isNotEqualTo(labels("drawn1/wrong.npy", 256));
    }

    @Test
    void mistakesAreMadeOnATargetLabel() throws IOException {
        byte[] truth = new byte[64];
        Arrays.fill(truth, 8, 56, (byte) 2);
        Arrays.fill(truth, 24, 40, (byte) 4);
        write("truth.npy", truth, 8, 8);
        String[] command =
                {"simulate", "--truth", at("truth.npy"), "--annotator", "wrong:fractures=0,amount=0,drawnAs=2",
                        "--out", at("drawn")};

        assertThat(run(command)).isEqualTo(2);
        assertThat(text(err)).contains("a target among more").contains("there are 3 classes and no target");
        assertThat(run(Stream.concat(Stream.of(command), Stream.of("--target", "4")).toArray(String[]::new))).isZero();

        byte[] expected = truth.clone();
        Arrays.fill(expected, 24, 40, (byte) 2);
        assertThat(labels("drawn/wrong.npy", 64)).isEqualTo(expected);
    }

    @Test
    void anAnnotatorThatCannotBeIsAUsageError() throws IOException {
        disc("truth.npy", 16);

        assertThat(run("simulate", "--truth", at("truth.npy"), "--annotator", "confusion:matrix=[[0.9,0.2],[0.2,0.8]]",
                "--out", at("drawn"))).isEqualTo(2);
        assertThat(text(err)).contains("column 0 of matrix").contains("must sum to 1");
        assertThat(run("simulate", "--truth", at("truth.npy"), "--annotator", "ovr", "--out", at("drawn")))
                .isEqualTo(2);
        assertThat(text(err)).contains("did you mean over?");
    }

    @Test
    void scoresAreThoseOfAnEvaluation() throws IOException {
        write("truth.npy", new byte[] {0, 1, 1, 1, 0, 0, 0, 0}, 2, 4);
        write("map.npy", new byte[] {0, 1, 1, 0, 0, 0, 0, 0}, 2, 4);

        assertThat(run("score", "--prediction", at("map.npy"), "--truth", at("truth.npy"))).isZero();
        Answer scores = new Answer(Trees.json(text(out), "scores"));
        assertThat(scores.number("dice").orElseThrow()).isCloseTo(0.8, within(1e-12));
        assertThat(scores.number("iou").orElseThrow()).isCloseTo(2.0 / 3, within(1e-12));
        assertThat(scores.at("surface").show("unit")).isEqualTo("pixel");
        assertThat(scores.number("assd").orElseThrow()).isCloseTo(0.2, within(1e-12));
        assertThat(scores.at("ged").present()).isFalse();

        assertThat(run("score", "--prediction", at("map.npy"), "--truth", at("truth.npy"), "--spacing", "1,2.5"))
                .isZero();
        assertThat(new Answer(Trees.json(text(out), "scores")).number("assd").orElseThrow())
                .isCloseTo(0.5, within(1e-12));
        assertThat(run("score", "--prediction", at("map.npy"), "--truth", at("truth.npy"), "--spacing", "1,2,3"))
                .isEqualTo(2);
        assertThat(text(err)).contains("has 2 axes, the spacing names 3");
    }

    @Test
    void annotatorsMakeGedAndConsensus() throws IOException {
        for (String image : List.of("x", "y", "z")) {
            write("truth/" + image + ".npy", new byte[] {0, 1, 1, 0}, 2, 2);
            write("map/" + image + ".npy", new byte[] {0, 1, 1, 0}, 2, 2);
            write("anna/" + image + ".npy", new byte[] {0, 1, 1, 0}, 2, 2);
            write("ben/" + image + ".npy", new byte[] {0, 1, (byte) (image.equals("x") ? 0 : 1), 0}, 2, 2);
        }

        assertThat(run("score", "--prediction", at("map"), "--truth", at("truth"), "--labels", at("anna"), at("ben")))
                .isZero();

        Answer scores = new Answer(Trees.json(text(out), "scores"));
        // Of x: 2 (0 + 1/2) / 2 - 0 - (1/2 + 1/2) / 4; of the others 0.
        assertThat(scores.number("ged").orElseThrow()).isCloseTo(0.25 / 3, within(1e-12));
        assertThat(scores.at("consensus").list("groups").getFirst().number("images")).hasValue(1);
        assertThat(scores.at("perImageDice").number("x")).hasValue(1);
        assertThat(scores.list("annotators").get(1).number("truthDice").orElseThrow())
                .isCloseTo((2.0 / 3 + 2) / 3, within(1e-12));
    }

    @Test
    void probabilitiesOfAFusionMakeCalibration() throws IOException {
        three();
        assertThat(fuse(names(3), "--method", "mean")).isZero();
        write("truth.npy", new byte[] {0, 1, 1, 0}, 2, 2);

        assertThat(run("score", "--prediction", at("out/fused.npy"), "--truth", at("truth.npy"), "--probabilities",
                at("out/probabilities.npy"))).isZero();

        // The shares of the foreground are 1/3, 1, 2/3 and 0.
        assertThat(new Answer(Trees.json(text(out), "scores")).number("brier").orElseThrow())
                .isCloseTo(2 * (1.0 / 9 + 1.0 / 9) / 4, within(1e-7));
    }

    @Test
    void nothingIsStartedAndNothingIsKeptAtHome() throws IOException {
        three();

        assertThat(fuse(names(3))).isZero();

        assertThat(folder.resolve("home")).doesNotExist();
    }

    private void three() throws IOException {
        write("a0.npy", new byte[] {0, 1, 1, 0}, 2, 2);
        write("a1.npy", new byte[] {1, 1, 0, 0}, 2, 2);
        write("a2.npy", new byte[] {0, 1, 1, 0}, 2, 2);
    }

    private void disc(String name, int side) throws IOException {
        byte[] labels = new byte[side * side];
        for (int pixel = 0; pixel < labels.length; pixel++) {
            int x = pixel % side - side / 2;
            int y = pixel / side - side / 2;
            labels[pixel] = (byte) (x * x + y * y < side * side / 12 ? 1 : 0);
        }
        write(name, labels, side, side);
    }

    private void write(String name, byte[] labels, long... shape) throws IOException {
        byte[] header = Npy.header(DType.UINT8, Arrays.stream(shape).boxed().toList());
        ByteBuffer all = ByteBuffer.allocate(header.length + labels.length).put(header).put(labels);
        Files.createDirectories(folder.resolve(name).getParent());
        Files.write(folder.resolve(name), all.array());
    }

    private byte[] labels(String name, int pixels) throws IOException {
        byte[] all = Files.readAllBytes(folder.resolve(name));
        return Arrays.copyOfRange(all, all.length - pixels, all.length);
    }

    /// The last bytes of a file, or all.
    private static double[] doubles(byte[] bytes, long last) {
        int from = last == 0 ? 0 : bytes.length - (int) last;
        double[] values = new double[(bytes.length - from) / Double.BYTES];
        ByteBuffer.wrap(bytes, from, bytes.length - from).slice().order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer()
                .get(values);
        return values;
    }

    private static double number(Answer answer) {
        return ((Number) java.util.Objects.requireNonNull(answer.tree())).doubleValue();
    }

    private static Answer json(Path file) throws IOException {
        return new Answer(Trees.json(Files.readString(file), file.toString()));
    }

    private static List<String> names(int annotators) {
        return Stream.iterate(0, each -> each + 1).limit(annotators).map(each -> "a" + each + ".npy").toList();
    }

    private static Path golden() {
        Path golden = Path.of(System.getProperty("consilium.golden", "absent")).resolve("staple");
        assumeTrue(Files.isDirectory(golden), "left out: no " + golden + "; set -Dconsilium.golden to its parent");
        return golden;
    }

    private String at(String name) {
        return folder.resolve(name).toString();
    }

    private int fuse(List<String> labels, String... more) {
        return run(Stream.of(
                Stream.of("fuse", "--out", at("out")), Stream.of(more), Stream.of("--labels"),
                labels.stream().map(this::at))
                .flatMap(words -> words)
                .toArray(String[]::new));
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        Screen screen = Screen.plain(
                new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8));
        Home home = new Home(folder.resolve("home"));
        return ConsiliumCommand.commandLine(new ConsiliumCommand(home, new Settings(Map.of()), screen))
                .execute(arguments);
    }

    private static String text(ByteArrayOutputStream written) {
        return written.toString(StandardCharsets.UTF_8);
    }
}
