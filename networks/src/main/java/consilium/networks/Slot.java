package consilium.networks;

import java.util.List;
import java.util.random.RandomGenerator;

/// One array of a network's parameters: its name, its extents, and the values it starts from.
record Slot(String name, List<Long> shape, Start start) {

    Slot {
        shape = List.copyOf(shape);
    }

    /// Elements of the array.
    int size() {
        return Math.toIntExact(shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact));
    }

    /// The values an array starts from.
    sealed interface Start {

        void fill(float[] values, int from, int count, RandomGenerator random);

        record Constant(double value) implements Start {
            @Override
            public void fill(float[] values, int from, int count, RandomGenerator random) {
                for (int i = 0; i < count; i++) {
                    values[from + i] = (float) value;
                }
            }
        }

        /// Uniform in `±1 / sqrt(fanIn)`: what PyTorch gives the weights and biases of a convolution, its Kaiming rule
        /// (He et al. 2015, doi:10.1109/ICCV.2015.123) with slope `sqrt(5)`.
        ///
        /// @param fanIn inputs of one output
        record Uniform(int fanIn) implements Start {
            @Override
            public void fill(float[] values, int from, int count, RandomGenerator random) {
                double bound = 1 / Math.sqrt(fanIn);
                for (int i = 0; i < count; i++) {
                    values[from + i] = (float) (bound * (2 * random.nextDouble() - 1));
                }
            }
        }

        /// Uniform with variance `2 / fanIn`, which rectified layers without normalisation pass on undiminished (He et al.
        /// 2015, doi:10.1109/ICCV.2015.123).
        ///
        /// @param fanIn inputs of one output
        record Rectified(int fanIn) implements Start {
            @Override
            public void fill(float[] values, int from, int count, RandomGenerator random) {
                double bound = Math.sqrt(6.0 / fanIn);
                for (int i = 0; i < count; i++) {
                    values[from + i] = (float) (bound * (2 * random.nextDouble() - 1));
                }
            }
        }

        /// `value` at the last of every `period` numbers, and 0 elsewhere.
        record Last(int period, double value) implements Start {
            @Override
            public void fill(float[] values, int from, int count, RandomGenerator random) {
                for (int i = 0; i < count; i++) {
                    values[from + i] = i % period == period - 1 ? (float) value : 0;
                }
            }
        }

        /// `value` where said and true class are the same and 0 elsewhere, per annotator, said class and true class.
        record Identity(int classes, double value) implements Start {
            @Override
            public void fill(float[] values, int from, int count, RandomGenerator random) {
                for (int i = 0; i < count; i++) {
                    values[from + i] = i % (classes * classes) % (classes + 1) == 0 ? (float) value : 0;
                }
            }
        }
    }
}
