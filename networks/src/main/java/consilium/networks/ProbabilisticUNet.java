package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import consilium.kernel.recipe.RandomStreams;
import java.util.List;
import java.util.stream.Stream;

/// A Probabilistic U-Net (Kohl et al. 2018, arXiv:1806.05034): a [Trunk]'s features, made into labels with the help of a
/// latent variable that is drawn, to learn, from what the image and one annotator's labels say of it, and, to answer, from
/// what the image alone does.
///
/// Not as released: the trunk is the one that every method here has, so that they are compared and not their trunks.
///
/// @param samples drawn of every image
/// @param noise   standard normal numbers, `[samples, latent]`: the same for every image, so that an answer depends on the
///                network and the image alone
record ProbabilisticUNet(
        Trunk trunk, Encoder prior, Encoder posterior, Combiner combiner, int samples, float[] noise)
        implements Network {

    private static final String SCOPE = "probabilistic-unet";

    static ProbabilisticUNet of(Architecture.ProbabilisticUNet net) {
        return new ProbabilisticUNet(
                Trunk.of("", net.channels(), net.width(), net.depth()),
                Encoder.of("prior", net.channels(), net),
                Encoder.of("posterior", net.channels() + net.classes(), net),
                Combiner.of(net),
                net.samples(),
                StandardNormal.draw(
                        new RandomStreams(net.seed(), SCOPE).stream("samples"), net.samples() * net.latent()));
    }

    @Override
    public List<Slot> slots() {
        return Stream.of(trunk.slots(), prior.slots(), posterior.slots(), combiner.slots())
                .flatMap(slots -> slots)
                .toList();
    }

    /// The evidence bound: cross-entropy of the annotator's labels, and the posterior's divergence from the prior, both in
    /// nats per pixel.
    @Override
    public Objective objective(NDArray images, Weights weights, Targets targets, Emphasis emphasis) {
        return switch (targets) {
            case Targets.OneReading reading -> objective(images, weights, reading, emphasis);
            case Targets.Soft other -> throw refused();
            case Targets.OfAnnotators other -> throw refused();
        };
    }

    private Objective objective(NDArray images, Weights weights, Targets.OneReading reading, Emphasis emphasis) {
        NDManager step = images.getManager();
        Shape shape = images.getShape();
        long count = shape.get(0);
        long pixels = shape.get(2) * shape.get(3);
        NDArray target =
                step.create(reading.labels(), new Shape(count, reading.labels().length / count / pixels, pixels));
        NDArray drawn = target.sub(0.5f).reshape(count, -1, shape.get(2), shape.get(3));
        Gaussian known = posterior.apply(images.concat(drawn, 1), weights);
        NDArray latent = known.at(step.create(reading.noise(), known.mean().getShape()));
        NDArray labels = combiner.apply(trunk.apply(images, weights), latent, weights);
        NDArray crossEntropy = Losses.crossEntropy(labels, target);
        NDArray divergence = Scalar.over(known.divergence(prior.apply(images, weights)), pixels);
        return Objective.of(
                crossEntropy.add(Scalar.times(divergence, (float) emphasis.divergence())),
                crossEntropy.add(divergence),
                reading);
    }

    @Override
    public Prediction predict(NDArray image, Weights weights) {
        NDManager step = image.getManager();
        Gaussian expected = prior.apply(image, weights);
        NDArray latent = expected.at(step.create(noise, new Shape(samples, noise.length / samples)));
        NDArray probabilities = combiner.apply(trunk.apply(image, weights), latent, weights).softmax(1);
        Shape shape = probabilities.getShape();
        return Prediction.ofSamples(
                Scalar.over(probabilities.sum(new int[] {0}), samples).toFloatArray(),
                mostProbable(probabilities.toFloatArray(), (int) shape.get(1), (int) shape.get(2)));
    }

    /// A tie goes to the smallest label.
    ///
    /// @param probabilities `[samples, classes, pixels]`
    private static byte[] mostProbable(float[] probabilities, int classes, int pixels) {
        byte[] labels = new byte[probabilities.length / classes];
        for (int index = 0; index < labels.length; index++) {
            int first = index / pixels * classes * pixels + index % pixels;
            int best = 0;
            for (int label = 1; label < classes; label++) {
                if (probabilities[first + label * pixels] > probabilities[first + best * pixels]) {
                    best = label;
                }
            }
            labels[index] = (byte) best;
        }
        return labels;
    }

    private static IllegalArgumentException refused() {
        return new IllegalArgumentException("a probabilistic U-Net learns from one annotator's map at a time");
    }
}
