package consilium.simulate;

import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.AnnotationsSpec;
import consilium.kernel.spec.AnnotatorSpec;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The simulated annotators of a spec, at its level of noise and on its target class, ready to draw.
///
/// Random numbers are named `<image>/<annotator>`, so a map is decided by the seed, the image's id, the annotator's
/// name and the truth, and by nothing else. Safe for use by many threads at once.
public final class Simulation {

    private final NoiseLevel level;
    private final Optional<Integer> target;
    private final List<AnnotatorSpec> annotators;
    private final RandomStreams random;

    public Simulation(AnnotationsSpec annotations, long seed) {
        this.level = new NoiseLevel(annotations.level());
        this.target = annotations.target();
        this.annotators = annotations.simulated().stream().map(level::of).toList();
        this.random = new RandomStreams(seed, "simulate");
    }

    /// In order, their mistakes as large as the level makes them.
    public List<AnnotatorSpec> annotators() {
        return annotators;
    }

    /// The class that mistakes are made on; empty where all that is not background is the one object.
    Optional<Integer> target() {
        return target;
    }

    /// Why these annotators cannot draw maps of so many classes, and what would be right; empty where they can.
    public Optional<String> misfit(int classes) {
        if (target.isPresent() && target.get() >= classes) {
            return Optional.of("the target is class " + target.get() + "; the classes are 0 to " + (classes - 1));
        }
        return annotators.stream()
                .flatMap(annotator -> misfit(annotator, classes).stream())
                .findFirst();
    }

    private Optional<String> misfit(AnnotatorSpec annotator, int classes) {
        return switch (annotator) {
            case AnnotatorSpec.Good good -> Optional.empty();
            case AnnotatorSpec.Confusion confusion when confusion.matrix().size() != classes ->
                Optional.of("the matrix of \"" + confusion.name() + "\" has " + confusion.matrix().size()
                        + " classes; there are " + classes);
            case AnnotatorSpec.Confusion confusion -> Optional.empty();
            case AnnotatorSpec.Wrong wrong when wrong.drawnAs().filter(label -> label >= classes).isPresent() ->
                Optional.of("\"" + wrong.name() + "\" draws class " + wrong.drawnAs().get()
                        + "; the classes are 0 to " + (classes - 1));
            case AnnotatorSpec.Wrong wrong -> severalClasses(wrong, classes);
            case AnnotatorSpec.Over over -> severalClasses(over, classes);
            case AnnotatorSpec.Under under -> severalClasses(under, classes);
            case AnnotatorSpec.Swelling swelling -> severalClasses(swelling, classes);
            case AnnotatorSpec.Blank blank -> severalClasses(blank, classes);
        };
    }

    private Optional<String> severalClasses(AnnotatorSpec annotator, int classes) {
        return classes == 2 || target.isPresent()
                ? Optional.empty()
                : Optional.of("\"" + annotator.name()
                        + "\" draws one kind of object, so 2 classes, or a target among more"
                        + " (target: 1 to " + (classes - 1) + "); there are " + classes + " classes and no target");
    }

    /// One image, for whoever is to draw it.
    ///
    /// @param image its id
    /// @param truth of classes that fit, see [#misfit]
    public Sitter sitter(String image, LabelMap truth) {
        return new Sitter(image, truth);
    }

    /// An image that annotators draw. What several of them need of its shape is found once.
    public final class Sitter {

        private final String image;
        private final LabelMap truth;
        private final TargetClass targetClass;
        private final TrueShape shape;

        private Sitter(String image, LabelMap truth) {
            this.image = image;
            this.truth = truth;
            this.targetClass = new TargetClass(truth, target.orElse(1));
            this.shape = new TrueShape(target.isPresent() ? targetClass.shape() : truth);
        }

        /// @param annotator one of [#annotators]
        public LabelMap drawnBy(AnnotatorSpec annotator) {
            if (level.silent()) {
                return truth;
            }
            RandomGenerator own = random.stream(image + "/" + annotator.name());
            return switch (annotator) {
                case AnnotatorSpec.Good good -> truth;
                case AnnotatorSpec.Confusion confusion -> new ConfusedLabels(confusion).draw(truth, own);
                case AnnotatorSpec.Blank blank -> level.strikes(own) ? redrawn(blank, own) : truth;
                case AnnotatorSpec.Wrong wrong when wrong.drawnAs().isPresent() ->
                    level.strikes(own)
                            ? targetClass.redrawn(shape.drawnBy(wrong, own), wrong.drawnAs().get())
                            : truth;
                case AnnotatorSpec.Wrong wrong -> redrawn(wrong, own);
                case AnnotatorSpec.Over over -> redrawn(over, own);
                case AnnotatorSpec.Under under -> redrawn(under, own);
                case AnnotatorSpec.Swelling swelling -> redrawn(swelling, own);
            };
        }

        private LabelMap redrawn(AnnotatorSpec annotator, RandomGenerator own) {
            LabelMap drawn = shape.drawnBy(annotator, own);
            return target.isPresent() ? targetClass.redrawn(drawn, target.get()) : drawn;
        }
    }
}
