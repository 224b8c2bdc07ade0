package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;
import java.util.Optional;

/// How a network is trained.
///
/// @param batchSize images per step
/// @param patience  epochs without a better validation loss, against the *noisy* labels, before training stops
/// @param threads   of one training; more than one changes the sums and so the answer
/// @param symmetries what `augment` draws from
@About("How networks are trained.")
public record TrainingSpec(
        @Default("{}") Network network,
        @Default("40") @Range(min = 1, max = 100000) int epochs,
        @About("Images per step") @Default("5") @Range(min = 1, max = 4096) int batchSize,
        @Default("0.01") @Range(min = 1e-8, max = 10) double learningRate,
        @About("How the learning rate falls over the epochs") @Default("cosine") Decay decay,
        @About("Decoupled weight decay (AdamW)") @Default("0.00001") @Range(min = 0, max = 1) double weightDecay,
        @About("Shows each training image and its labels now straight, now turned by 180 degrees (or as symmetries says)") @Default("true")
                boolean augment,
        @About("Epochs without a better validation loss (against noisy labels) before training stops; 0: never")
                @Default("0") @Range(min = 0, max = 100000) int patience,
        @About("A checkpoint every so many epochs") @Default("1") @Range(min = 1, max = 100000) int checkpointEvery,
        @About("auto: a GPU when the engine has one, else the CPU") @Default("auto") Device device,
        @About("Threads of one training; part of the recipe, since it changes sums") @Default("1")
                @Range(min = 1, max = 256) int threads,
        @About("What augment draws from: half-turn (absent means it too), or all eight symmetries of the square")
                Optional<Symmetries> symmetries) {

    public TrainingSpec {
        Require.between("epochs", epochs, 1, 100_000);
        Require.between("batchSize", batchSize, 1, 4096);
        Require.between("learningRate", learningRate, 1e-8, 10);
        Require.between("weightDecay", weightDecay, 0, 1);
        Require.between("patience", patience, 0, 100_000);
        Require.between("checkpointEvery", checkpointEvery, 1, 100_000);
        Require.between("threads", threads, 1, 256);
        symmetries = symmetries.filter(drawn -> drawn != Symmetries.HALF_TURN);
    }

    /// Augmented, if at all, by the half turn.
    public TrainingSpec(
            Network network,
            int epochs,
            int batchSize,
            double learningRate,
            Decay decay,
            double weightDecay,
            boolean augment,
            int patience,
            int checkpointEvery,
            Device device,
            int threads) {
        this(
                network, epochs, batchSize, learningRate, decay, weightDecay, augment, patience, checkpointEvery, device,
                threads, Optional.empty());
    }

    /// What an image and its labels are shown as, each as likely as the others.
    public Symmetries shownBy() {
        return augment ? symmetries.orElse(Symmetries.HALF_TURN) : Symmetries.NONE;
    }

    /// The same training on the device.
    public TrainingSpec on(Device chosen) {
        return new TrainingSpec(
                network, epochs, batchSize, learningRate, decay, weightDecay, augment, patience, checkpointEvery, chosen,
                threads, symmetries);
    }

    /// The same training with another learning rate.
    public TrainingSpec at(double rate) {
        return new TrainingSpec(
                network, epochs, batchSize, rate, decay, weightDecay, augment, patience, checkpointEvery, device,
                threads, symmetries);
    }

    /// A U-Net's size.
    ///
    /// @param width channels of the first level; each deeper level has twice as many, the deepest as many as the one above
    /// @param depth levels, the first included
    @About("A U-Net's size.")
    public record Network(
            @About("Channels of the first level") @Default("16") @Range(min = 1, max = 512) int width,
            @About("Levels, the first included") @Default("3") @Range(min = 1, max = 7) int depth) {
        public Network {
            Require.between("width", width, 1, 512);
            Require.between("depth", depth, 1, 7);
        }
    }

    /// How the learning rate falls over the epochs.
    public enum Decay {
        /// It does not.
        NONE,
        /// Along half a cosine, from the whole rate in the first epoch towards none after the last (Loshchilov and
        /// Hutter 2017, arXiv:1608.03983, without restarts).
        COSINE
    }

    /// What an image and its labels are shown as: maps of the image onto itself, each as likely as the others.
    public enum Symmetries {
        /// As it is.
        NONE,
        /// As it is, or turned by 180 degrees: what the paper's authors do.
        HALF_TURN,
        /// All symmetries of its frame: of a square eight, flips and quarter turns; of another rectangle the four that
        /// keep its extents. For images that have no up and down.
        ALL
    }

    /// Where a network is trained.
    public enum Device {
        AUTO,
        CPU,
        GPU
    }
}
