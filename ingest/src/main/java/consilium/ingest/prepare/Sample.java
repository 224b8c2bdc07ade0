package consilium.ingest.prepare;

import consilium.kernel.image.LabelMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// An image with its label maps, all of one width and height.
///
/// @param truth       where it is known
/// @param annotations one per annotator, empty where they did not look
public record Sample(Image image, Optional<LabelMap> truth, List<Optional<LabelMap>> annotations) {

    public Sample {
        annotations = List.copyOf(annotations);
        Stream.concat(truth.stream(), annotations.stream().flatMap(Optional::stream))
                .filter(map -> map.width() != image.width() || map.height() != image.height())
                .findFirst()
                .ifPresent(map -> {
                    throw new IllegalArgumentException("a label map is " + map.width() + " x " + map.height()
                            + " pixels, its image is " + image.shape());
                });
    }

    /// Every label map there is, the truth first.
    Stream<LabelMap> maps() {
        return Stream.concat(truth.stream(), annotations.stream().flatMap(Optional::stream));
    }

    Sample with(Image changed) {
        return new Sample(changed, truth, annotations);
    }

    Sample with(Image changed, UnaryOperator<LabelMap> maps) {
        return new Sample(
                changed,
                truth.map(maps),
                annotations.stream().map(given -> given.map(maps)).toList());
    }
}
