package consilium.kernel.spec;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import consilium.kernel.format.Range;

/// How a network is trained.
///
/// @param batchSize images per step
/// @param patience  epochs without a better validation loss, against the *noisy* labels, before training stops
/// @param threads   of one training; more than one changes the sums and so the answer
@About("How networks are trained.")
public record TrainingSpec(
        @Default("{}") Network network,
        @Default("40") @Range(min = 1, max = 100000) int epochs,
        @About("Images per step") @Default("5") @Range(min = 1, max = 4096) int batchSize,
        @Default("0.01") @Range(min = 1e-8, max = 10) double learningRate,
        @About("How the learning rate falls over the epochs") @Default("cosine") Decay decay,
        @About("Decoupled weight decay (AdamW)") @Default("0.00001") @Range(min = 0, max = 1) double weightDecay,
        @About("Turns each training image and its labels by 180 degrees with probability one half") @Default("true")
                boolean augment,
        @About("Epochs without a better validation loss (against noisy labels) before training stops; 0: never")
                @Default("0") @Range(min = 0, max = 100000) int patience,
        @About("A checkpoint every so many epochs") @Default("1") @Range(min = 1, max = 100000) int checkpointEvery,
        @About("auto: a GPU when the engine has one, else the CPU") @Default("auto") Device device,
        @About("Threads of one training; part of the recipe, since it changes sums") @Default("1")
                @Range(min = 1, max = 256) int threads) {

    public TrainingSpec {
        Require.between("epochs", epochs, 1, 100_000);
        Require.between("batchSize", batchSize, 1, 4096);
        Require.between("learningRate", learningRate, 1e-8, 10);
        Require.between("weightDecay", weightDecay, 0, 1);
        Require.between("patience", patience, 0, 100_000);
        Require.between("checkpointEvery", checkpointEvery, 1, 100_000);
        Require.between("threads", threads, 1, 256);
    }

    /// The same training on the device.
    public TrainingSpec on(Device chosen) {
        return new TrainingSpec(
                network, epochs, batchSize, learningRate, decay, weightDecay, augment, patience, checkpointEvery, chosen,
                threads);
    }

    /// The same training with another learning rate.
    public TrainingSpec at(double rate) {
        return new TrainingSpec(
                network, epochs, batchSize, rate, decay, weightDecay, augment, patience, checkpointEvery, device,
                threads);
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

    /// Where a network is trained.
    public enum Device {
        AUTO,
        CPU,
        GPU
    }
}
