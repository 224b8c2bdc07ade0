package consilium.fuse;

/// How probable each label is at a pixel before the annotators' reliability is known.
sealed interface TruthPrior {

    /// `[pattern * classes + truth]`.
    double[] over(Patterns patterns);

    /// Per label, over all pixels.
    double[] mean(Patterns patterns);

    /// The same at every pixel.
    ///
    /// @param probabilities per label
    static TruthPrior global(double[] probabilities) {
        return new Global(probabilities);
    }

    /// Each label's share of the pixel's own votes.
    ///
    /// @param foreground multiplies the probability of label 1, which stays at most 1; two classes only
    static TruthPrior voxelWise(double foreground) {
        return new VoxelWise(foreground);
    }

    /// Two classes, the second weighted.
    static double[] weighted(double foreground, double weight) {
        double prior = Math.min(1, foreground * weight);
        return new double[] {1 - prior, prior};
    }

    /// See [#global].
    final class Global implements TruthPrior {

        private final double[] probabilities;

        private Global(double[] probabilities) {
            this.probabilities = probabilities;
        }

        @Override
        public double[] over(Patterns patterns) {
            int classes = probabilities.length;
            double[] prior = new double[patterns.size() * classes];
            for (int pattern = 0; pattern < patterns.size(); pattern++) {
                System.arraycopy(probabilities, 0, prior, pattern * classes, classes);
            }
            return prior;
        }

        @Override
        public double[] mean(Patterns patterns) {
            return probabilities;
        }
    }

    /// See [#voxelWise].
    final class VoxelWise implements TruthPrior {

        private final double foreground;

        private VoxelWise(double foreground) {
            this.foreground = foreground;
        }

        @Override
        public double[] over(Patterns patterns) {
            double[] prior = patterns.shares();
            for (int pattern = 0; pattern < patterns.size() && patterns.classes() == 2; pattern++) {
                System.arraycopy(weighted(prior[2 * pattern + 1], foreground), 0, prior, 2 * pattern, 2);
            }
            return prior;
        }

        @Override
        public double[] mean(Patterns patterns) {
            int classes = patterns.classes();
            double[] prior = over(patterns);
            double[] mean = new double[classes];
            for (int pattern = 0; pattern < patterns.size(); pattern++) {
                double share = (double) patterns.count(pattern) / patterns.pixels();
                for (int label = 0; label < classes; label++) {
                    mean[label] += share * prior[pattern * classes + label];
                }
            }
            return mean;
        }
    }
}
