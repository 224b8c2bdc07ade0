package consilium.train;

import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.Split;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.TrainingSpec.Symmetries;
import consilium.networks.Images;
import consilium.networks.Targets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What is shown to the network, in which order, epoch for epoch: decided by names, so that any epoch can be drawn
/// without those before it.
///
/// @param training   items with labels, ascending
/// @param validation items with labels, ascending; may be none
/// @param batchSize  images per step; an epoch's last step has what is left
/// @param stepsPerEpoch every epoch has as many
/// @param symmetries by which training images and their labels are shown, each as likely as the others
record Lessons(
        ImageSet images,
        Labels labels,
        int[] training,
        int[] validation,
        int batchSize,
        int stepsPerEpoch,
        List<Symmetry> symmetries,
        RandomStreams streams) {

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when there is nothing to learn from
    static Lessons of(
            ImageSet images, Labels labels, int batchSize, Symmetries augmentation, RandomStreams streams) {
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
                images,
                labels,
                training,
                labelled(images, labels, Split.VALIDATION),
                batchSize,
                Math.ceilDiv(picks(labels, training, 1).size(), batchSize),
                Symmetry.of(augmentation, images.height(), images.width()),
                streams);
    }

    /// One step's images and what they are held against.
    record Batch(Images images, Targets targets) {}

    /// The picks of one epoch, step by step.
    List<List<Pick>> epoch(int epoch) {
        List<Pick> picks = picks(labels, training, epoch);
        int[] order = Shuffle.of(IntStream.range(0, picks.size()).toArray(), streams.stream("epoch/" + epoch));
        return batches(Arrays.stream(order)
                .mapToObj(picks::get)
                .map(pick -> pick.shownBy(drawn(pick)))
                .toList());
    }

    List<List<Pick>> validationBatches() {
        return batches(picks(labels, validation, Pick.VALIDATION));
    }

    Batch batch(List<Pick> picks) {
        return new Batch(Planes.images(images, picks), labels.targets(picks));
    }

    private static List<Pick> picks(Labels labels, int[] items, int epoch) {
        return Arrays.stream(items)
                .mapToObj(item -> labels.picks(item, epoch))
                .flatMap(List::stream)
                .toList();
    }

    private Symmetry drawn(Pick pick) {
        String whose = pick.annotator() == Pick.EVERYONE ? "" : pick.annotator() + "/";
        String name = "turn/" + pick.epoch() + "/" + whose + images.item(pick.item()).id();
        return Symmetry.draw(symmetries, streams.stream(name));
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
