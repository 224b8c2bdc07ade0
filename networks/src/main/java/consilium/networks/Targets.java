package consilium.networks;

import consilium.kernel.image.LabelMap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a network's answer is held against.
public sealed interface Targets {

    /// How much this counts beside other targets in a mean.
    int weight();

    /// One soft or hard label per pixel: cross-entropy.
    ///
    /// @param probabilities `[images, classes, pixels]`, summing to 1 over the classes; taken over, not copied
    record Soft(int images, float[] probabilities) implements Targets {
        @Override
        public int weight() {
            return images;
        }
    }

    /// What one annotator said of each image, with the chance by which a latent variable is drawn from it.
    ///
    /// @param labels `[images, classes, pixels]`: 1 at what was said, else 0; taken over, not copied
    /// @param noise  standard normal numbers, `[images, latent]`; taken over, not copied
    record OneReading(int images, float[] labels, float[] noise) implements Targets {
        @Override
        public int weight() {
            return images;
        }
    }

    /// What each annotator said, to be explained in one way or another.
    sealed interface OfAnnotators extends Targets {

        Annotations annotations();

        @Override
        default int weight() {
            return annotations().maps();
        }
    }

    /// Explained as the paper's authors released it ([Losses#asReleased]).
    record AsReleased(Annotations annotations) implements OfAnnotators {}

    /// Explained by one truth for all of them ([JointLikelihood]).
    record Joint(Annotations annotations) implements OfAnnotators {}

    /// With the truth that it was said of: the annotators' confusion matrices are known ([Losses#known]).
    ///
    /// @param truth `[images, classes, pixels]`: 1 at what is true, else 0; taken over, not copied
    record Known(Annotations annotations, float[] truth) implements OfAnnotators {}

    /// What each annotator said, and who said nothing: the paper's eq. 4.
    ///
    /// @param maps      of all images that are present
    /// @param said      `[images, annotators, classes, pixels]`: 1 at what was said, else 0; taken over, not copied
    /// @param present   `[images, annotators]`: 1 where there is a map, else 0; taken over, not copied
    /// @param consensus `[images, classes, pixels]`: 1 at what most said, a tie going to the smallest label, else 0; 0
    ///                  throughout where nobody looked; taken over, not copied
    record Annotations(int maps, float[] said, float[] present, float[] consensus)
            implements OfAnnotators {

        public Annotations {
            if (maps < 1) {
                throw new IllegalArgumentException("at least one label map must be present");
            }
        }

        /// @param images each with one map per annotator, empty where the annotator did not look
        public static Annotations of(List<List<Optional<LabelMap>>> images, int classes) {
            int annotators = images.getFirst().size();
            int pixels = images.stream()
                    .flatMap(maps -> maps.stream().flatMap(Optional::stream))
                    .mapToInt(LabelMap::size)
                    .findFirst()
                    .orElse(0);
            float[] said = new float[images.size() * annotators * classes * pixels];
            float[] present = new float[images.size() * annotators];
            int maps = 0;
            for (int index = 0; index < present.length; index++) {
                Optional<LabelMap> map = images.get(index / annotators).get(index % annotators);
                if (map.isPresent()) {
                    mark(map.get(), classes, said, index * classes * pixels);
                    present[index] = 1;
                    maps++;
                }
            }
            return new Annotations(maps, said, present,
                    consensus(said, images.size(), annotators, classes * pixels, pixels));
        }

        @Override
        public Annotations annotations() {
            return this;
        }

        private static float[] consensus(float[] said, int images, int annotators, int planes, int pixels) {
            float[] consensus = new float[images * planes];
            float[] votes = new float[planes];
            for (int image = 0; image < images; image++) {
                Arrays.fill(votes, 0);
                for (int vote = 0; vote < annotators * planes; vote++) {
                    votes[vote % planes] += said[image * annotators * planes + vote];
                }
                for (int pixel = 0; pixel < pixels; pixel++) {
                    int most = pixel;
                    for (int other = pixel + pixels; other < planes; other += pixels) {
                        most = votes[other] > votes[most] ? other : most;
                    }
                    consensus[image * planes + most] = votes[most] > 0 ? 1 : 0;
                }
            }
            return consensus;
        }

        private static void mark(LabelMap map, int classes, float[] said, int from) {
            for (int pixel = 0; pixel < map.size(); pixel++) {
                int label = map.at(pixel);
                if (label >= classes) {
                    throw new IllegalArgumentException(
                            "labels are below " + classes + ", pixel " + pixel + " has " + label);
                }
                said[from + label * map.size() + pixel] = 1;
            }
        }
    }
}
