package consilium.ingest.prepare;

import consilium.kernel.spec.PreprocessingSpec;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// Declared steps, applied in their order to an image and its label maps alike.
public final class Preprocessing {

    private final List<PreprocessingSpec> steps;

    public Preprocessing(List<PreprocessingSpec> steps) {
        this.steps = List.copyOf(steps);
    }

    /// All images of a case, any number of times.
    @FunctionalInterface
    public interface CaseImages {

        /// Hands over every image of the case, always in the same order.
        void each(Consumer<Sample> sink);
    }

    public boolean isEmpty() {
        return steps.isEmpty();
    }

    /// Whether a step asks for all of a case before it can change one image of it.
    public boolean needsCase() {
        return steps.stream().anyMatch(PreprocessingSpec.ZScore.class::isInstance);
    }

    /// The steps for the images of one case; goes through the case once for each step that asks for it.
    ///
    /// @throws IllegalArgumentException from what is returned, when a spacing is asked for and not known
    public UnaryOperator<Sample> of(CaseImages images) {
        UnaryOperator<Sample> all = sample -> sample;
        for (PreprocessingSpec step : steps) {
            UnaryOperator<Sample> before = all;
            UnaryOperator<Sample> next = of(step, sink -> images.each(sample -> sink.accept(before.apply(sample))));
            all = sample -> next.apply(before.apply(sample));
        }
        return all;
    }

    /// The steps but for those that ask for all of a case, which change no size.
    public Sample shaped(Sample sample) {
        Sample shaped = sample;
        for (PreprocessingSpec step : steps) {
            if (!(step instanceof PreprocessingSpec.ZScore)) {
                shaped = of(step, sink -> {}).apply(shaped);
            }
        }
        return shaped;
    }

    private static UnaryOperator<Sample> of(PreprocessingSpec step, CaseImages images) {
        return switch (step) {
            case PreprocessingSpec.CentreCrop crop ->
                sample -> Window.middle(sample.image(), crop.width(), crop.height()).of(sample, crop.fill());
            case PreprocessingSpec.LesionCrop crop ->
                sample -> Window.lesions(sample, crop.width(), crop.height()).of(sample, crop.fill());
            case PreprocessingSpec.Resize size -> new Resampling(size.width(), size.height())::of;
            case PreprocessingSpec.Resample resample -> sample -> resampled(sample, resample.spacing());
            case PreprocessingSpec.IntensityWindow window -> sample -> sample.with(windowed(sample.image(), window));
            case PreprocessingSpec.ZScore score -> normalised(score, images);
        };
    }

    private static Sample resampled(Sample sample, double spacing) {
        Image image = sample.image();
        Spacing old = image.spacing()
                .orElseThrow(() -> new IllegalArgumentException("its spacing is not known, so it cannot be resampled"));
        return new Resampling(count(image.width(), old.x(), spacing), count(image.height(), old.y(), spacing))
                .of(sample);
    }

    private static int count(int pixels, double old, double now) {
        double count = Math.rint(pixels * old / now);
        if (count > PreprocessingSpec.MOST) {
            throw new IllegalArgumentException(pixels + " pixels of " + old + " mm would become " + count + " of " + now
                    + " mm; at most " + PreprocessingSpec.MOST + " are made");
        }
        return Math.max(1, (int) count);
    }

    private static Image windowed(Image image, PreprocessingSpec.IntensityWindow window) {
        float[] values = new float[image.values().length];
        double range = window.high() - window.low();
        for (int index = 0; index < values.length; index++) {
            values[index] = (float) Math.clamp((image.values()[index] - window.low()) / range, 0, 1);
        }
        return new Image(image.channels(), image.height(), image.width(), values, image.spacing());
    }

    private static UnaryOperator<Sample> normalised(PreprocessingSpec.ZScore score, CaseImages images) {
        Moments moments = new Moments(score.over());
        images.each(sample -> moments.add(sample.image()));
        return sample -> sample.with(moments.normalised(sample.image()));
    }
}
