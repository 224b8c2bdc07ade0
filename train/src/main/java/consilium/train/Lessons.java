package consilium.train;

import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.Split;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.RandomStreams;
import consilium.networks.Images;
import consilium.networks.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What is shown to the network, in which order, epoch for epoch: decided by names, so that any epoch can be drawn
/// without those before it.
///
/// @param training   items with labels, ascending
/// @param validation items with labels, ascending; may be none
/// @param batchSize  images per step; an epoch's last step has what is left
/// @param augment    whether each image and its labels are turned by 180 degrees with probability one half
record Lessons(
        ImageSet images,
        Labels labels,
        int[] training,
        int[] validation,
        int batchSize,
        boolean augment,
        RandomStreams streams) {

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when there is nothing to learn from
    static Lessons of(ImageSet images, Labels labels, int batchSize, boolean augment, RandomStreams streams) {
        int[] training = labelled(images, labels, Split.TRAIN);
        if (training.length == 0) {
            throw new Problem.BadInput(
                    "images",
                    "split train",
                    "training needs at least one image with a label map, there is none among the "
                            + images.indices(Split.TRAIN).length + " of the split")
                    .toException();
        }
        return new Lessons(
                images, labels, training, labelled(images, labels, Split.VALIDATION), batchSize, augment, streams);
    }

    /// One step's images and what they are held against.
    record Batch(Images images, Targets targets) {}

    int stepsPerEpoch() {
        return Math.ceilDiv(training.length, batchSize);
    }

    /// The picks of one epoch, step by step.
    List<List<Pick>> epoch(int epoch) {
        int[] order = Shuffle.of(training, streams.stream("epoch/" + epoch));
        return batches(Arrays.stream(order)
                .mapToObj(item -> new Pick(item, augment && turned(epoch, item)))
                .toList());
    }

    List<List<Pick>> validationBatches() {
        return batches(Arrays.stream(validation)
                .mapToObj(item -> new Pick(item, false))
                .toList());
    }

    Batch batch(List<Pick> picks) {
        return new Batch(Planes.images(images, picks), labels.targets(picks));
    }

    private boolean turned(int epoch, int item) {
        return streams.stream("turn/" + epoch + "/" + images.item(item).id()).nextBoolean();
    }

    private List<List<Pick>> batches(List<Pick> picks) {
        List<List<Pick>> batches = new ArrayList<>();
        for (int from = 0; from < picks.size(); from += batchSize) {
            batches.add(picks.subList(from, Math.min(from + batchSize, picks.size())));
        }
        return batches;
    }

    private static int[] labelled(ImageSet images, Labels labels, Split split) {
        return Arrays.stream(images.indices(split)).filter(labels::has).toArray();
    }
}
