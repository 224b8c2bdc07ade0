package consilium.evaluate;

import consilium.evaluate.metric.Consensus;
import java.util.List;
import java.util.Optional;

/// The images by how much their annotators agree: the thirds of low, medium and high consensus. An image that fewer
/// than two annotators looked at is in none.
record ConsensusGroups(Optional<Consensus.Bounds> bounds) {

    static ConsensusGroups of(List<ImageScore> images) {
        double[] sorted = images.stream()
                .flatMapToDouble(image -> image.of(ImageMetric.ANNOTATOR_IOU).stream())
                .sorted()
                .toArray();
        return new ConsensusGroups(
                sorted.length == 0 ? Optional.empty() : Optional.of(Consensus.Bounds.tertiles(sorted)));
    }

    Optional<Consensus> of(ImageScore image) {
        return image.of(ImageMetric.ANNOTATOR_IOU).stream()
                .boxed()
                .findFirst()
                .flatMap(iou -> bounds.map(thirds -> thirds.of(iou)));
    }

    List<ImageScore> members(List<ImageScore> images, Consensus group) {
        return images.stream()
                .filter(image -> of(image).filter(group::equals).isPresent())
                .toList();
    }
}
