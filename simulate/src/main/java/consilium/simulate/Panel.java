package consilium.simulate;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.Split;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.format.Violation;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.AnnotationsSpec;
import consilium.kernel.spec.AnnotatorSpec;
import consilium.kernel.stage.Inputs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// The annotators of a data set, the recorded first, then the simulated; and what they draw on each image.
///
/// Random numbers are named: `<image>/<annotator>` for what an annotator draws, `<image>` for who is kept where one map
/// per image is. Safe for use by many threads at once.
final class Panel {

    private final StageSpec.Simulate slice;
    private final ImageSet images;
    private final Optional<TruthSet> truth;
    private final Optional<AnnotationSet> recorded;
    private final Simulation simulation;
    private final RandomStreams random;

    private Panel(
            StageSpec.Simulate slice,
            ImageSet images,
            Optional<TruthSet> truth,
            Optional<AnnotationSet> recorded) {
        this.slice = slice;
        this.images = images;
        this.truth = truth;
        this.recorded = recorded;
        this.simulation = new Simulation(slice.annotations(), slice.seed());
        this.random = new RandomStreams(slice.seed(), "simulate");
    }

    /// @throws consilium.kernel.problem.ProblemException `SpecInvalid` for annotators that cannot be, or none
    static Panel of(StageSpec.Simulate slice, ImageSet images, Inputs inputs) {
        Panel panel = new Panel(
                slice,
                images,
                opened(inputs, Role.TRUTH).map(TruthSet::of),
                opened(inputs, Role.ANNOTATIONS).map(AnnotationSet::of));
        panel.check();
        return panel;
    }

    private static Optional<Artefact> opened(Inputs inputs, String role) {
        return inputs.has(role) ? Optional.of(inputs.get(role)) : Optional.empty();
    }

    private void check() {
        if (size() == 0) {
            throw invalid("annotations", "there must be annotators: set recorded to true, or simulate some");
        }
        simulation.misfit(images.classes()).ifPresent(why -> {
            throw invalid("annotations.simulated", why);
        });
        for (AnnotatorSpec annotator : slice.annotators()) {
            if (recordedNames().contains(annotator.name())) {
                throw invalid(
                        "annotations.simulated",
                        "\"" + annotator.name() + "\" is the name of a recorded annotator; recorded are "
                                + String.join(", ", recordedNames()));
            }
        }
    }

    private static RuntimeException invalid(String path, String rule) {
        return new Problem.SpecInvalid("experiment spec", List.of(new Violation(path, rule))).toException();
    }

    List<String> recordedNames() {
        return recorded.map(AnnotationSet::annotators).orElse(List.of());
    }

    /// What the data set says of the recorded annotators, a row each.
    List<?> recordedRows() {
        return recorded.map(AnnotationSet::annotatorRows).orElse(List.of());
    }

    /// At the spec's level of noise.
    List<AnnotatorSpec> simulated() {
        return simulation.annotators();
    }

    /// The class that mistakes are made on, where there are several.
    Optional<Integer> target() {
        return simulation.target();
    }

    int size() {
        return recordedNames().size() + simulated().size();
    }

    /// The true map, where the truth may be read: whenever somebody is simulated.
    Optional<LabelMap> truth(int image) {
        return truth.map(set -> set.map(image));
    }

    /// Every annotator's map of one image, in order; empty for who did not look, or whose map is not kept.
    List<Optional<LabelMap>> maps(int image) {
        List<Integer> kept = kept(image);
        List<Optional<LabelMap>> maps = new ArrayList<>(Collections.nCopies(size(), Optional.empty()));
        Optional<Simulation.Sitter> sitter =
                truth(image).map(map -> simulation.sitter(images.item(image).id(), map));
        for (int annotator : kept) {
            maps.set(annotator, map(image, annotator, sitter));
        }
        return maps;
    }

    private Optional<LabelMap> map(int image, int annotator, Optional<Simulation.Sitter> sitter) {
        int simulated = annotator - recordedNames().size();
        return simulated < 0
                ? recorded.flatMap(set -> set.map(image, annotator))
                : sitter.map(each -> each.drawnBy(simulated().get(simulated)));
    }

    /// Who is kept: all who looked, or one of them at random where the spec says one and the image is learned from.
    private List<Integer> kept(int image) {
        List<Integer> looked = IntStream.range(0, size())
                .filter(annotator -> looked(image, annotator))
                .boxed()
                .toList();
        Item item = images.item(image);
        boolean all = slice.annotations().labelsPerImage() == AnnotationsSpec.LabelsPerImage.ALL
                || item.split() == Split.TEST;
        if (all || looked.isEmpty()) {
            return looked;
        }
        return List.of(looked.get(random.stream(item.id()).nextInt(looked.size())));
    }

    private boolean looked(int image, int annotator) {
        return annotator >= recordedNames().size()
                || recorded.map(set -> set.present(image, annotator)).orElse(false);
    }
}
