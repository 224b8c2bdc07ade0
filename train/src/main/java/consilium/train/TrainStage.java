package consilium.train;

import consilium.kernel.dataset.ImageSet;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.MethodSpec;
import consilium.kernel.spec.TrainingSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Stage;
import consilium.kernel.stage.Workshop;
import consilium.networks.Architecture;
import consilium.networks.Learner;
import consilium.networks.Parameters;
import consilium.networks.Segmenter;
import consilium.networks.TensorEngine;
import java.util.LinkedHashMap;
import java.util.Map;

/// Trains a network on fused labels, on the truth, or on what the annotators drew; writes the network and what it says
/// of the test images.
public final class TrainStage implements Stage<StageSpec.Train> {

    @Override
    public StageName name() {
        return StageName.TRAIN;
    }

    @Override
    public Class<StageSpec.Train> slice() {
        return StageSpec.Train.class;
    }

    @Override
    public Made make(StageSpec.Train spec, Inputs inputs, Workshop workshop) {
        TensorEngine engine = TensorEngine.of(spec.engine());
        return engine.alone(() -> make(spec, inputs, workshop, engine));
    }

    private static Made make(StageSpec.Train spec, Inputs inputs, Workshop workshop, TensorEngine engine) {
        TrainingSpec training = spec.training();
        RandomStreams streams = new RandomStreams(spec.seed(), StageName.TRAIN.label());
        ImageSet images = ImageSet.of(inputs.get(Role.IMAGES));
        Labels labels = Labels.of(spec, inputs, images, streams);
        Lessons lessons = Lessons.of(images, labels, training.batchSize(), training.shownBy(), streams);
        Architecture architecture = Blueprint.of(spec, images, labels.annotators());
        Course course = Checkpoint.newest(workshop, architecture)
                .orElseGet(() -> Course.start(initial(spec, architecture, streams)));
        course = run(spec, lessons, course, engine, workshop);
        try (Segmenter segmenter = new Segmenter(engine, course.best())) {
            Answers answers = new Answers(segmenter, images, workshop);
            ClassAgreement agreement = answers.agreement(lessons);
            return new Made(
                    Map.of(
                            Role.MODEL, ModelArtefact.write(course, agreement, images, workshop),
                            Role.PREDICTIONS, answers.predictions()),
                    summary(course, agreement));
        }
    }

    private static Parameters initial(StageSpec.Train spec, Architecture architecture, RandomStreams streams) {
        Parameters initial = Parameters.initial(architecture, streams);
        boolean asReleased = spec.method() instanceof MethodSpec.ConfusionMatrices matrices
                && matrices.dataTerm() == MethodSpec.ConfusionMatrices.DataTerm.RELEASED_CODE;
        return asReleased ? initial.withoutIdentity() : initial;
    }

    private static Course run(
            StageSpec.Train spec, Lessons lessons, Course course, TensorEngine engine, Workshop workshop) {
        TrainingSpec training = spec.method() instanceof MethodSpec.ProbabilisticUNet net
                ? spec.training().at(net.learningRate())
                : spec.training();
        try (Learner learner = new Learner(
                engine, course.parameters(), course.moments(), training.weightDecay())) {
            Schedule schedule = Schedule.of((MethodSpec.Learning) spec.method(), training.epochs());
            return new Training(training, schedule, lessons, learner, workshop).run(course);
        }
    }

    private static Map<String, Object> summary(Course course, ClassAgreement agreement) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("epochs", course.epochs());
        summary.put("bestEpoch", course.bestEpoch());
        course.bestLoss().ifPresent(loss -> summary.put("validationLoss", loss));
        summary.put("parameters", course.best().count());
        summary.put("swapped", agreement.swapped());
        summary.put("majorityAgreement", agreement.agreement());
        return summary;
    }
}
