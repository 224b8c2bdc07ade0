package consilium.evaluate;

import consilium.kernel.dataset.PredictionSet;
import consilium.kernel.image.LabelMap;
import java.util.List;
import java.util.Optional;

/// A network's predictions.
record Predictions(PredictionSet set) implements Scored {

    @Override
    public String title() {
        return "prediction";
    }

    @Override
    public int size() {
        return set.size();
    }

    @Override
    public int item(int index) {
        return set.item(index);
    }

    @Override
    public int classes() {
        return set.classes();
    }

    @Override
    public LabelMap map(int index) {
        return set.map(index);
    }

    @Override
    public float[] probabilities(int index) {
        return set.probabilities(index);
    }

    @Override
    public boolean modelsAnnotators() {
        return set.annotators() > 0 || set.foretold() > 0;
    }

    @Override
    public Optional<PixelMatrices> matrices(int index, int annotator) {
        return set.annotators() > 0
                ? Optional.of(PixelMatrices.of(set.confusion(index, annotator), set.classes()))
                : Optional.empty();
    }

    @Override
    public Optional<float[]> said(int index, int annotator) {
        return set.foretold() > 0 ? Optional.of(set.said(index, annotator)) : Optional.empty();
    }

    @Override
    public List<LabelMap> samples(int index) {
        return set.samples(index);
    }
}
