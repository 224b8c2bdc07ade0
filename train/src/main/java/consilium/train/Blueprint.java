package consilium.train;

import consilium.kernel.dataset.ImageSet;
import consilium.kernel.format.Violation;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.problem.Problem;
import consilium.kernel.spec.MethodSpec;
import consilium.kernel.spec.TrainingSpec;
import consilium.networks.Architecture;
import java.util.List;

/// Which network a method trains.
public final class Blueprint {

    private Blueprint() {}

    /// @param annotators told apart by the labels; may be none
    /// @throws consilium.kernel.problem.ProblemException `SpecInvalid` when the images are too small for it
    public static Architecture of(StageSpec.Train spec, ImageSet images, List<String> annotators) {
        TrainingSpec.Network network = spec.training().network();
        int width = network.width();
        int depth = network.depth();
        int channels = images.channels();
        int classes = images.classes();
        Architecture architecture = switch ((MethodSpec.Learning) spec.method()) {
            case MethodSpec.Cnn cnn -> new Architecture.UNet(width, depth, channels, classes, annotators);
            case MethodSpec.CnnOnTruth cnn -> new Architecture.UNet(width, depth, channels, classes, annotators);
            case MethodSpec.CnnOnAllLabels cnn -> new Architecture.UNet(width, depth, channels, classes, annotators);
            case MethodSpec.ConfusionMatrices matrices ->
                new Architecture.UNet(width, depth, channels, classes, annotators, matrices.matrices());
            case MethodSpec.KnownConfusionMatrices known ->
                new Architecture.UNet(width, depth, channels, classes, annotators);
            case MethodSpec.JointEstimation joint ->
                Architecture.UNet.rated(width, depth, channels, classes, annotators, joint.levels());
            case MethodSpec.CnnPerAnnotator cnns ->
                new Architecture.UNetPerAnnotator(width, depth, channels, classes, annotators);
            case MethodSpec.ProbabilisticUNet net ->
                new Architecture.ProbabilisticUNet(
                        width, depth, channels, classes, net.latent(), net.samples(), spec.seed());
        };
        requireFit(architecture, depth, images);
        return architecture;
    }

    private static void requireFit(Architecture architecture, int depth, ImageSet images) {
        int least = architecture.leastExtent();
        if (Math.min(images.height(), images.width()) < least) {
            String rule = "a network of depth " + depth + " needs images of at least " + least + " x " + least
                    + " pixels, they have " + images.height() + " x " + images.width();
            throw new Problem.SpecInvalid("experiment spec", List.of(new Violation("training.network.depth", rule)))
                    .toException();
        }
    }
}
