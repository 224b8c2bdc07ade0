package consilium.train;

import consilium.kernel.image.LabelMap;
import consilium.networks.Targets;
import java.util.List;
import java.util.stream.IntStream;

/// Every map that an annotator drew, taken for the truth: an image is shown once for each of them.
record MapByMap(Labels.Annotated annotated) implements Labels {

    @Override
    public boolean has(int item) {
        return annotated.has(item);
    }

    @Override
    public List<Pick> picks(int item, int epoch) {
        return IntStream.range(0, annotated.annotators().size())
                .filter(annotator -> annotated.annotations().present(item, annotator))
                .mapToObj(annotator -> new Pick(item, Symmetry.IDENTITY, epoch, annotator))
                .toList();
    }

    @Override
    public Targets targets(List<Pick> picks) {
        return new Targets.Soft(picks.size(), planes(picks));
    }

    /// `[picks, classes, pixels]`: 1 at what the pick's annotator said, else 0.
    float[] planes(List<Pick> picks) {
        return Planes.joined(
                picks,
                pick -> Planes.hard(
                        annotated.annotations().map(pick.item(), pick.annotator()).orElseThrow(), annotated.classes()),
                annotated.annotations().height(),
                annotated.annotations().width());
    }

    /// No annotator is told from another.
    @Override
    public List<String> annotators() {
        return List.of();
    }

    @Override
    public LabelMap consensus(int item) {
        return annotated.consensus(item);
    }
}
