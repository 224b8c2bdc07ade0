package consilium.orchestrate.shell;

import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.MethodSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Stage;
import consilium.kernel.stage.Workshop;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/// All six stages in one process, each making in no time a small artefact that says what it was made from.
class ToyStages {

    /// A training with this trace weight fails.
    static final int FAILS = 99;
    /// A training with so many epochs of warm-up goes on until it is cancelled.
    static final int NEVER_ENDS = 9999;
    /// A training with so many epochs of warm-up takes a tenth of a second.
    static final int SLOW = 9998;
    /// Set to another number, trainings come out different.
    static final AtomicInteger MOOD = new AtomicInteger();
    /// Trainings begun.
    static final AtomicInteger TRAININGS = new AtomicInteger();

    @Produces
    @Singleton
    Stage<StageSpec.Ingest> ingest() {
        return new Toy<>(StageName.INGEST, StageSpec.Ingest.class) {
            @Override
            public Made make(StageSpec.Ingest slice, Inputs inputs, Workshop workshop) {
                return made(slice, inputs, workshop, Map.of("images", 12, "classes", 2), Role.IMAGES, Role.TRUTH);
            }
        };
    }

    @Produces
    @Singleton
    Stage<StageSpec.Simulate> simulate() {
        return new Toy<>(StageName.SIMULATE, StageSpec.Simulate.class) {
            @Override
            public Made make(StageSpec.Simulate slice, Inputs inputs, Workshop workshop) {
                return made(slice, inputs, workshop, Map.of("images", 12), Role.ANNOTATIONS);
            }
        };
    }

    @Produces
    @Singleton
    Stage<StageSpec.Fuse> fuse() {
        return new Toy<>(StageName.FUSE, StageSpec.Fuse.class) {
            @Override
            public Made make(StageSpec.Fuse slice, Inputs inputs, Workshop workshop) {
                return made(slice, inputs, workshop, Map.of("images", 12), Role.LABELS);
            }
        };
    }

    @Produces
    @Singleton
    Stage<StageSpec.Train> train() {
        return new Toy<>(StageName.TRAIN, StageSpec.Train.class) {
            @Override
            public Made make(StageSpec.Train slice, Inputs inputs, Workshop workshop) {
                TRAININGS.incrementAndGet();
                if (slice.method() instanceof MethodSpec.ConfusionMatrices matrices) {
                    misbehave(matrices, workshop);
                }
                workshop.progress(slice.training().epochs(), slice.training().epochs(), "epoch", Map.of("loss", 0.25));
                return made(slice, inputs, workshop, Map.of("epochs", 1, "swapped", false), Role.MODEL,
                        Role.PREDICTIONS);
            }
        };
    }

    @Produces
    @Singleton
    Stage<StageSpec.Evaluate> evaluate() {
        return new Toy<>(StageName.EVALUATE, StageSpec.Evaluate.class) {
            @Override
            public Made make(StageSpec.Evaluate slice, Inputs inputs, Workshop workshop) {
                return made(slice, inputs, workshop, Map.of("dice", 0.75, "iou", 0.6, "images", 4), Role.EVALUATION);
            }
        };
    }

    @Produces
    @Singleton
    Stage<StageSpec.Deploy> deploy() {
        return new Toy<>(StageName.DEPLOY, StageSpec.Deploy.class) {
            @Override
            public Made make(StageSpec.Deploy slice, Inputs inputs, Workshop workshop) {
                boolean passed = slice.gate().passes(0.75);
                return made(slice, inputs, workshop, Map.of("passed", passed, "model", slice.name()),
                        Role.REGISTRATION);
            }
        };
    }

    private static void misbehave(MethodSpec.ConfusionMatrices method, Workshop workshop) {
        if (method.traceWeight() == FAILS) {
            throw new Problem.TrainingDiverged(3, "the loss is not a number").toException();
        }
        for (int nap = 0; method.warmUpEpochs() == SLOW && nap < 2; nap++) {
            nap();
        }
        for (int epoch = 0; method.warmUpEpochs() == NEVER_ENDS; epoch++) {
            workshop.progress(epoch, NEVER_ENDS, "epoch", Map.of("loss", 1.0 / (epoch + 1)));
            nap();
        }
    }

    private static void nap() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// A stage whose artefacts name their slice and inputs.
    abstract static class Toy<S extends StageSpec> implements Stage<S> {

        private final StageName name;
        private final Class<S> slice;

        Toy(StageName name, Class<S> slice) {
            this.name = name;
            this.slice = slice;
        }

        @Override
        public StageName name() {
            return name;
        }

        @Override
        public Class<S> slice() {
            return slice;
        }

        Made made(S slice, Inputs inputs, Workshop workshop, Map<String, Object> summary, String... roles) {
            Map<String, Digest> outputs = new LinkedHashMap<>();
            for (String role : roles) {
                Map<String, Object> from = new TreeMap<>();
                inputs.digests().forEach((input, digest) -> from.put(input, digest.hex()));
                from.put("slice", String.valueOf(slice));
                from.put("mood", name == StageName.TRAIN ? MOOD.get() : 0);
                outputs.put(role, workshop.artefact(role, 1)
                        .table("made-from.json", from)
                        .text("figures/overview.txt", "text/plain", "a figure of " + List.of(roles))
                        .commit());
            }
            return new Made(outputs, summary);
        }
    }
}
