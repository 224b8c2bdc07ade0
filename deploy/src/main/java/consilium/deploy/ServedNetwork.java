package consilium.deploy;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import consilium.networks.Architecture;
import consilium.networks.Parameters;
import consilium.networks.Segmenter;
import consilium.networks.TensorEngine;
import java.util.concurrent.atomic.AtomicInteger;

/// A model's network in memory. It counts who uses it, and frees its memory when the last has let go: nobody can pull
/// it away from under an answer.
public final class ServedNetwork {

    private final Segmenter segmenter;
    private final AtomicInteger users = new AtomicInteger(1);

    private ServedNetwork(Segmenter segmenter) {
        this.segmenter = segmenter;
    }

    /// Reads the model, every byte checked. Whoever called is its first user.
    ///
    /// @throws consilium.kernel.problem.ProblemException `ArtefactMissing` or `ArtefactDamaged`
    public static ServedNetwork read(ArtefactStore store, Digest model, TensorEngine engine) {
        Artefact artefact = store.artefact(model);
        Architecture architecture = architecture(artefact);
        Parameters parameters =
                Parameters.read(architecture, artefact.file("parameters.safetensors"), store::parse);
        return new ServedNetwork(new Segmenter(engine, parameters));
    }

    /// The model's `architecture.json`.
    ///
    /// @throws consilium.kernel.problem.ProblemException `ArtefactDamaged`
    public static Architecture architecture(Artefact model) {
        try {
            return Architecture.of(model.table("architecture.json"));
        } catch (InvalidTreeException e) {
            throw new Problem.ArtefactDamaged(model.digest(), "architecture.json", String.valueOf(e.getMessage()))
                    .toException(e);
        }
    }

    /// Becomes another user.
    ///
    /// @return false when it is freed already
    public boolean use() {
        return users.updateAndGet(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /// Is a user no longer.
    public void letGo() {
        if (users.decrementAndGet() == 0) {
            segmenter.close();
        }
    }

    /// To be asked by users only.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when the network cannot take such an image
    public Answer answer(SubmittedImage image) {
        Architecture architecture = segmenter.architecture();
        requireFit(architecture, image);
        return new Answer(
                architecture,
                image.height(),
                image.width(),
                segmenter.predict(image.values(), image.height(), image.width()));
    }

    private static void requireFit(Architecture architecture, SubmittedImage image) {
        if (image.channels() != architecture.channels()) {
            throw SubmittedImage.refuse(
                    "", "the model takes " + channels(architecture.channels()) + ", this one has "
                            + channels(image.channels()));
        }
        int least = architecture.leastExtent();
        if (image.height() < least || image.width() < least) {
            throw SubmittedImage.refuse(
                    "", "the model takes at least " + least + " x " + least + " pixels, this one has "
                            + image.height() + " x " + image.width());
        }
    }

    private static String channels(int count) {
        return switch (count) {
            case 1 -> "1 channel (grey)";
            case 3 -> "3 channels (red, green, blue)";
            default -> count + " channels";
        };
    }
}
