package consilium.train;

import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.LabelSet;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.MethodSpec;
import consilium.kernel.stage.Inputs;
import consilium.networks.Targets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The labels a method learns from: of three kinds, of which each method may open one, and the paper's oracle two.
sealed interface Labels permits Labels.Fused, Labels.True, Labels.Annotated, Labels.Known, MapByMap, OneOfTheMaps {

    static Labels of(StageSpec.Train spec, Inputs inputs, ImageSet images, RandomStreams streams) {
        return switch ((MethodSpec.Learning) spec.method()) {
            case MethodSpec.Cnn cnn -> new Fused(LabelSet.of(inputs.get(Role.LABELS)), images.height(), images.width());
            case MethodSpec.CnnOnTruth cnn ->
                new True(TruthSet.of(inputs.get(Role.TRUTH)), images.classes(), images.height(), images.width());
            case MethodSpec.ConfusionMatrices matrices ->
                switch (matrices.dataTerm()) {
                    case NLL -> Annotated.of(inputs, images);
                    case RELEASED_CODE -> Annotated.of(inputs, images, Targets.AsReleased::new);
                };
            case MethodSpec.JointEstimation joint -> Annotated.of(inputs, images, Targets.Joint::new);
            case MethodSpec.KnownConfusionMatrices known ->
                new Known(Annotated.of(inputs, images), TruthSet.of(inputs.get(Role.TRUTH)));
            case MethodSpec.CnnPerAnnotator cnns -> Annotated.of(inputs, images);
            case MethodSpec.CnnOnAllLabels cnn -> new MapByMap(Annotated.of(inputs, images));
            case MethodSpec.ProbabilisticUNet net ->
                new OneOfTheMaps(new MapByMap(Annotated.of(inputs, images)), images, net.latent(), streams);
        };
    }

    /// Whether anything is known of the image.
    boolean has(int item);

    /// How often, and with whose labels, the image is shown in an epoch, as it is.
    ///
    /// @param item  of which something is known
    /// @param epoch from 1 on, or [Pick#VALIDATION]
    default List<Pick> picks(int item, int epoch) {
        return List.of(new Pick(item, Symmetry.IDENTITY, epoch, Pick.EVERYONE));
    }

    Targets targets(List<Pick> picks);

    /// The annotators who are learned too; empty when none are.
    List<String> annotators();

    /// What these labels would have a plain network say of the image.
    LabelMap consensus(int item);

    /// Fused labels: how sure the fusion is of each class is what the network is to learn.
    record Fused(LabelSet labels, int height, int width) implements Labels {
        @Override
        public boolean has(int item) {
            return true;
        }

        @Override
        public Targets targets(List<Pick> picks) {
            return Planes.soft(picks, height, width, labels::probabilities);
        }

        @Override
        public List<String> annotators() {
            return List.of();
        }

        @Override
        public LabelMap consensus(int item) {
            return labels.map(item);
        }
    }

    /// The truth itself.
    record True(TruthSet truth, int classes, int height, int width) implements Labels {
        @Override
        public boolean has(int item) {
            return true;
        }

        @Override
        public Targets targets(List<Pick> picks) {
            return Planes.soft(picks, height, width, item -> Planes.hard(truth.map(item), classes));
        }

        @Override
        public List<String> annotators() {
            return List.of();
        }

        @Override
        public LabelMap consensus(int item) {
            return truth.map(item);
        }
    }

    /// What each annotator said.
    ///
    /// @param explained how a network is to explain it
    record Annotated(
            AnnotationSet annotations, int classes, Function<Targets.Annotations, Targets.OfAnnotators> explained)
            implements Labels {

        /// Explained one by one, by the paper's eq. 4.
        static Annotated of(Inputs inputs, ImageSet images) {
            return of(inputs, images, said -> said);
        }

        static Annotated of(
                Inputs inputs, ImageSet images, Function<Targets.Annotations, Targets.OfAnnotators> explained) {
            return new Annotated(AnnotationSet.of(inputs.get(Role.ANNOTATIONS)), images.classes(), explained);
        }

        @Override
        public boolean has(int item) {
            return annotations.maps(item).stream().anyMatch(Optional::isPresent);
        }

        @Override
        public Targets targets(List<Pick> picks) {
            return explained.apply(said(picks));
        }

        Targets.Annotations said(List<Pick> picks) {
            return Targets.Annotations.of(picks.stream().map(this::maps).toList(), classes);
        }

        @Override
        public List<String> annotators() {
            return annotations.annotators();
        }

        /// The label most annotators gave; a tie goes to the smallest.
        @Override
        public LabelMap consensus(int item) {
            List<LabelMap> maps =
                    annotations.maps(item).stream().flatMap(Optional::stream).toList();
            return LabelMap.generate(annotations.width(), annotations.height(), pixel -> {
                int[] votes = new int[classes];
                int most = 0;
                for (LabelMap map : maps) {
                    votes[map.at(pixel)]++;
                }
                for (int label = 1; label < classes; label++) {
                    most = votes[label] > votes[most] ? label : most;
                }
                return most;
            });
        }

        private List<Optional<LabelMap>> maps(Pick pick) {
            return annotations.maps(pick.item()).stream()
                    .map(map -> map.map(pick.shown()::apply))
                    .toList();
        }
    }

    /// What each annotator said, and the truth that they said it of.
    record Known(Annotated annotated, TruthSet truth) implements Labels {
        @Override
        public boolean has(int item) {
            return annotated.has(item);
        }

        @Override
        public Targets targets(List<Pick> picks) {
            AnnotationSet annotations = annotated.annotations();
            float[] planes = Planes.joined(
                    picks,
                    pick -> Planes.hard(truth.map(pick.item()), annotated.classes()),
                    annotations.height(),
                    annotations.width());
            return new Targets.Known(annotated.said(picks), planes);
        }

        @Override
        public List<String> annotators() {
            return annotated.annotators();
        }

        @Override
        public LabelMap consensus(int item) {
            return truth.map(item);
        }
    }
}
