package consilium.benchmarks;

import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.EngineSpec;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.MatrixSpec;
import consilium.networks.Architecture;
import consilium.networks.Emphasis;
import consilium.networks.Images;
import consilium.networks.Learner;
import consilium.networks.Moments;
import consilium.networks.Parameters;
import consilium.networks.Targets;
import consilium.networks.TensorEngine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Whether a change of the networks changes an answer: the digest of every form of network's parameters after some steps
/// on random data, for extents that double on the way up and for such that do not. Run before and after, on the same
/// processor; equal lines are equal bits.
///
/// Run: `java -cp ... consilium.benchmarks.TrainingDigests`.
public final class TrainingDigests {

    private static final List<String> ANNOTATORS = List.of("a", "b", "c");
    private static final int CLASSES = 3;
    private static final int CHANNELS = 2;
    private static final int BATCH = 3;
    private static final int STEPS = 20;
    private static final int LATENT = 2;
    private static final RandomStreams STREAMS = new RandomStreams(1, "benchmark");

    private TrainingDigests() {}

    public static void main(String[] arguments) {
        TensorEngine engine = TensorEngine.of(new EngineSpec("pytorch", "2.7.1", "cpu", 1));
        for (int[] extents : new int[][] {{28, 28}, {13, 21}}) {
            networks().forEach((name, network) -> System.out.printf(
                    "%s  %s, %d x %d%n",
                    engine.alone(() -> learned(engine, network, extents[0], extents[1])),
                    name, extents[0], extents[1]));
        }
    }

    private static Map<String, Architecture> networks() {
        Map<String, Architecture> networks = new LinkedHashMap<>();
        networks.put("labels alone", unet(List.of(), Optional.empty()));
        networks.put("full matrices", unet(ANNOTATORS, Optional.empty()));
        networks.put("low-rank matrices", unet(ANNOTATORS, Optional.of(new MatrixSpec.LowRank(1))));
        networks.put("global matrices", unet(ANNOTATORS, Optional.of(new MatrixSpec.Global())));
        networks.put("network per annotator", new Architecture.UNetPerAnnotator(8, 3, CHANNELS, CLASSES, ANNOTATORS));
        networks.put("latent variable", new Architecture.ProbabilisticUNet(8, 3, CHANNELS, CLASSES, LATENT, 2, 1));
        return networks;
    }

    private static Architecture unet(List<String> annotators, Optional<MatrixSpec> matrices) {
        return new Architecture.UNet(8, 3, CHANNELS, CLASSES, annotators, matrices);
    }

    private static Digest learned(TensorEngine engine, Architecture network, int height, int width) {
        Parameters parameters = Parameters.initial(network, STREAMS);
        Targets targets = targets(network, height, width);
        try (Learner learner = new Learner(engine, parameters, Moments.none(parameters.count()), 1e-5)) {
            for (int step = 0; step < STEPS; step++) {
                learner.step(images(height, width), targets, new Emphasis(0.1, 1), 0.01);
            }
            return Digest.of(learner.parameters().safetensors());
        }
    }

    private static Images images(int height, int width) {
        return new Images(BATCH, CHANNELS, height, width, uniform("images", BATCH * CHANNELS * height * width));
    }

    private static Targets targets(Architecture network, int height, int width) {
        RandomGenerator random = STREAMS.stream("labels");
        List<List<Optional<LabelMap>>> maps = IntStream.range(0, BATCH)
                .mapToObj(image -> IntStream.range(0, Math.max(network.annotators().size(), 1))
                        .mapToObj(annotator -> Optional.of(
                                LabelMap.generate(width, height, pixel -> random.nextInt(CLASSES))))
                        .toList())
                .toList();
        Targets.Annotations annotations = Targets.Annotations.of(maps, CLASSES);
        return switch (network) {
            case Architecture.ProbabilisticUNet net ->
                new Targets.OneReading(BATCH, annotations.said(), uniform("noise", BATCH * LATENT));
            case Architecture.UNetPerAnnotator nets -> annotations;
            case Architecture.UNet net ->
                net.modelsAnnotators() ? annotations : new Targets.Soft(BATCH, annotations.said());
        };
    }

    private static float[] uniform(String stream, int count) {
        RandomGenerator random = STREAMS.stream(stream);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat();
        }
        return values;
    }
}
