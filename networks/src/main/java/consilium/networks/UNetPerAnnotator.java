package consilium.networks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.List;
import java.util.Optional;

/// A U-Net for every annotator that learns from what they alone have said. None shares a parameter with another, so that
/// learning them side by side is learning each alone; together they say the mean of their probabilities.
record UNetPerAnnotator(List<UNet> members) implements Network {

    static UNetPerAnnotator of(Architecture.UNetPerAnnotator nets) {
        return new UNetPerAnnotator(nets.annotators().stream()
                .map(name -> UNet.of(
                        "annotators." + name + ".", nets.channels(), nets.width(), nets.depth(), nets.classes()))
                .toList());
    }

    @Override
    public List<Slot> slots() {
        return members.stream().flatMap(member -> member.slots().stream()).toList();
    }

    @Override
    public Objective objective(NDArray images, Weights weights, Targets targets, Emphasis emphasis) {
        return Objective.of(apply(images, weights), images, targets, emphasis);
    }

    @Override
    public Prediction predict(NDArray image, Weights weights) {
        return apply(image, weights).prediction();
    }

    private Output apply(NDArray images, Weights weights) {
        NDList each = new NDList(members.stream()
                .map(member -> member.apply(images, weights).labels())
                .toList());
        OwnLabels own = new OwnLabels(NDArrays.stack(each, 1));
        return new Output(own.mean(), Optional.of(own));
    }
}
