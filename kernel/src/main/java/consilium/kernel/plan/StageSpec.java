package consilium.kernel.plan;

import consilium.kernel.spec.AnnotationsSpec;
import consilium.kernel.spec.AnnotatorSpec;
import consilium.kernel.spec.DatasetSpec;
import consilium.kernel.spec.EvaluationSpec;
import consilium.kernel.spec.FusionSpec;
import consilium.kernel.spec.GateSpec;
import consilium.kernel.spec.MethodSpec;
import consilium.kernel.spec.TrainingSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The slice of the spec that one stage reads: with its declared inputs, all that may decide its output.
public sealed interface StageSpec {

    StageName stage();

    /// The roles of the artefacts the stage may open. It can open no other.
    List<String> reads();

    /// What fused maps are to others.
    enum Product {
        /// Labels to learn from, and to be scored.
        LABELS,
        /// What takes the place of the truth in a data set without it: scored against, and closed to whoever must not read
        /// the truth.
        TRUTH
    }

    record Ingest(DatasetSpec dataset, long seed) implements StageSpec {
        @Override
        public StageName stage() {
            return StageName.INGEST;
        }

        @Override
        public List<String> reads() {
            return List.of();
        }
    }

    record Simulate(AnnotationsSpec annotations, long seed) implements StageSpec {
        @Override
        public StageName stage() {
            return StageName.SIMULATE;
        }

        @Override
        public List<String> reads() {
            List<String> roles = new ArrayList<>(List.of(Role.IMAGES));
            if (!annotations.simulated().isEmpty()) {
                roles.add(Role.TRUTH);
            }
            if (annotations.recorded()) {
                roles.add(Role.ANNOTATIONS);
            }
            return roles;
        }

        public List<AnnotatorSpec> annotators() {
            return annotations.simulated();
        }
    }

    /// @param makes what the fused maps are to others; labels where it is left out, so that a slice without it is what it
    ///              was before there was a choice
    record Fuse(FusionSpec fusion, Optional<Product> makes) implements StageSpec {

        public Fuse {
            makes = makes.filter(product -> product != Product.LABELS);
        }

        /// Makes labels.
        public Fuse(FusionSpec fusion) {
            this(fusion, Optional.empty());
        }

        public Product product() {
            return makes.orElse(Product.LABELS);
        }

        @Override
        public StageName stage() {
            return StageName.FUSE;
        }

        @Override
        public List<String> reads() {
            return List.of(Role.ANNOTATIONS);
        }
    }

    /// @param method one that learns
    /// @param engine what computes it, since that changes sums
    record Train(MethodSpec method, TrainingSpec training, EngineSpec engine, long seed) implements StageSpec {
        public Train {
            if (!(method instanceof MethodSpec.Learning)) {
                throw new IllegalArgumentException("only methods that learn are trained, not " + method);
            }
        }

        @Override
        public StageName stage() {
            return StageName.TRAIN;
        }

        /// The truth is among them for the upper bounds alone, in plain sight.
        @Override
        public List<String> reads() {
            return switch ((MethodSpec.Learning) method) {
                case MethodSpec.Cnn cnn -> List.of(Role.IMAGES, Role.LABELS);
                case MethodSpec.CnnOnTruth cnn -> List.of(Role.IMAGES, Role.TRUTH);
                case MethodSpec.ConfusionMatrices matrices -> List.of(Role.IMAGES, Role.ANNOTATIONS);
                case MethodSpec.CnnOnAllLabels cnn -> List.of(Role.IMAGES, Role.ANNOTATIONS);
                case MethodSpec.CnnPerAnnotator cnns -> List.of(Role.IMAGES, Role.ANNOTATIONS);
                case MethodSpec.ProbabilisticUNet net -> List.of(Role.IMAGES, Role.ANNOTATIONS);
                case MethodSpec.KnownConfusionMatrices known ->
                    List.of(Role.IMAGES, Role.ANNOTATIONS, Role.TRUTH);
                case MethodSpec.JointEstimation joint -> List.of(Role.IMAGES, Role.ANNOTATIONS);
            };
        }
    }

    /// @param subject what is scored
    record Evaluate(EvaluationSpec evaluation, Subject subject) implements StageSpec {

        /// What is scored: fused label maps, or a network's predictions.
        public enum Subject {
            LABELS,
            PREDICTIONS
        }

        @Override
        public StageName stage() {
            return StageName.EVALUATE;
        }

        @Override
        public List<String> reads() {
            return switch (subject) {
                case LABELS -> List.of(Role.IMAGES, Role.TRUTH, Role.ANNOTATIONS, Role.LABELS);
                case PREDICTIONS -> List.of(Role.IMAGES, Role.TRUTH, Role.ANNOTATIONS, Role.PREDICTIONS);
            };
        }
    }

    /// @param name of the model that is registered when the gate holds
    record Deploy(String name, GateSpec gate) implements StageSpec {
        @Override
        public StageName stage() {
            return StageName.DEPLOY;
        }

        @Override
        public List<String> reads() {
            return List.of(Role.MODEL, Role.EVALUATION);
        }
    }
}
