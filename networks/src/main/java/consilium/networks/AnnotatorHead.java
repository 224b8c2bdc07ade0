package consilium.networks;

import ai.djl.ndarray.NDArray;
import consilium.kernel.spec.MatrixSpec;
import java.util.List;
import java.util.stream.Stream;

/// Tells every annotator's confusion matrices. They start near the identity, as section 3.4 of the paper asks: `FIRST`
/// higher on the diagonal, as logits.
sealed interface AnnotatorHead {

    double FIRST = 3;

    static AnnotatorHead of(Architecture.UNet net) {
        if (net.hasRates()) {
            return Rated.of(net);
        }
        return net.matrices()
                .<AnnotatorHead>map(form -> switch (form) {
                    case MatrixSpec.Global global -> Global.of(net);
                    case MatrixSpec.LowRank lowRank -> LowRank.of(net, lowRank.rank());
                })
                .orElseGet(() -> PixelWise.of(net));
    }

    Stream<Slot> slots();

    /// @param features the segmentation network's last, `[N, width, height, width of the image]`
    AnnotatorModel apply(NDArray features, Weights weights);

    /// A matrix at every pixel: one normalised 3 x 3 convolution that all annotators share, then a 1 x 1 convolution to
    /// the logits, which the loss and the answers turn into columns that sum to 1. The released code gives every
    /// annotator four 3 x 3 convolutions of their own, which is two thirds of its arithmetic for no better answer.
    record PixelWise(int annotators, int classes, Block shared, Convolution matrices) implements AnnotatorHead {

        static PixelWise of(Architecture.UNet net) {
            int annotators = net.annotators().size();
            int entries = annotators * net.classes() * net.classes();
            return new PixelWise(
                    annotators,
                    net.classes(),
                    sharedBlock(net),
                    Convolution.oneByOne(
                            "annotators.matrices",
                            net.width(),
                            entries,
                            new Slot.Start.Identity(net.classes(), FIRST)));
        }

        @Override
        public Stream<Slot> slots() {
            return Stream.concat(shared.slots(), matrices.slots());
        }

        @Override
        public FullMatrices apply(NDArray features, Weights weights) {
            NDArray logits = matrices.apply(shared.apply(features, weights), weights);
            return new FullMatrices(logits.reshape(
                    features.getShape().get(0), annotators, classes, classes, pixels(features)));
        }
    }

    /// A matrix at every pixel, and beside it one per annotator for all pixels, which depends on no image. It starts as
    /// high on the diagonal. Its logits are `PACE` times their parameters: an optimiser whose steps have one size for all
    /// would need the whole training to find an annotator out who is always wrong.
    record Rated(PixelWise pixelWise, Slot rates, int levels) implements AnnotatorHead {

        private static final double PACE = 10;

        static Rated of(Architecture.UNet net) {
            long classes = net.classes();
            return new Rated(
                    PixelWise.of(net),
                    new Slot(
                            "annotators.rates",
                            List.of((long) net.annotators().size(), classes, classes),
                            new Slot.Start.Identity(net.classes(), FIRST / PACE)),
                    net.levels().orElse(0));
        }

        @Override
        public Stream<Slot> slots() {
            return Stream.concat(pixelWise.slots(), Stream.of(rates));
        }

        @Override
        public RatedMatrices apply(NDArray features, Weights weights) {
            NDArray learned = weights.get(rates.name());
            int classes = pixelWise.classes();
            NDArray first = Scalar.times(learned.getManager().eye(classes), (float) FIRST)
                    .reshape(1, classes, classes);
            return new RatedMatrices(
                    pixelWise.apply(features, weights),
                    Scalar.times(learned, (float) PACE),
                    first.repeat(0, pixelWise.annotators()),
                    levels);
        }
    }

    /// A matrix at every pixel, of low rank. Identities start with the weight that gives the diagonals of
    /// [PixelWise].
    record LowRank(int annotators, int classes, int rank, Block shared, Convolution factors)
            implements AnnotatorHead {

        static LowRank of(Architecture.UNet net, int rank) {
            int annotators = net.annotators().size();
            int size = LowRankMatrices.size(rank, net.classes());
            double identity = StrictMath.log(rank * (StrictMath.exp(FIRST) - 1) / net.classes());
            return new LowRank(
                    annotators,
                    net.classes(),
                    rank,
                    sharedBlock(net),
                    Convolution.oneByOne(
                            "annotators.factors",
                            net.width(),
                            annotators * size,
                            new Slot.Start.Last(size, identity)));
        }

        @Override
        public Stream<Slot> slots() {
            return Stream.concat(shared.slots(), factors.slots());
        }

        @Override
        public AnnotatorModel apply(NDArray features, Weights weights) {
            NDArray logits = factors.apply(shared.apply(features, weights), weights);
            return LowRankMatrices.of(
                    logits.reshape(
                            features.getShape().get(0),
                            annotators,
                            LowRankMatrices.size(rank, classes),
                            pixels(features)),
                    rank,
                    classes);
        }
    }

    /// One matrix per annotator, whatever the image: its logits are parameters.
    record Global(Slot matrices) implements AnnotatorHead {

        static Global of(Architecture.UNet net) {
            long classes = net.classes();
            return new Global(new Slot(
                    "annotators.global",
                    List.of((long) net.annotators().size(), classes, classes),
                    new Slot.Start.Identity(net.classes(), FIRST)));
        }

        @Override
        public Stream<Slot> slots() {
            return Stream.of(matrices);
        }

        @Override
        public AnnotatorModel apply(NDArray features, Weights weights) {
            NDArray logits = weights.get(matrices.name());
            return new FullMatrices(logits.expandDims(0).expandDims(4));
        }
    }

    private static Block sharedBlock(Architecture.UNet net) {
        return Block.once("annotators.shared", net.width(), net.width());
    }

    private static long pixels(NDArray features) {
        return features.getShape().get(2) * features.getShape().get(3);
    }
}
