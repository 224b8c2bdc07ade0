package consilium.train;

import consilium.kernel.problem.Problem;
import consilium.kernel.spec.TrainingSpec;
import consilium.kernel.stage.Workshop;
import consilium.networks.Emphasis;
import consilium.networks.Learner;
import consilium.networks.Loss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Epoch after epoch, from wherever the course stands to the last, or until nothing better comes.
///
/// The best epoch is the one after which the loss against the *noisy* labels of the validation images is least: the
/// truth is not there to be asked. Without validation images, or where the schedule says so, it is the last.
final class Training {

    private final TrainingSpec spec;
    private final Schedule schedule;
    private final Lessons lessons;
    private final Learner learner;
    private final Workshop workshop;

    Training(TrainingSpec spec, Schedule schedule, Lessons lessons, Learner learner, Workshop workshop) {
        this.spec = spec;
        this.schedule = schedule;
        this.lessons = lessons;
        this.learner = learner;
        this.workshop = workshop;
    }

    /// @param course where the learner stands
    /// @throws consilium.kernel.problem.ProblemException `TrainingDiverged`
    Course run(Course course) {
        while (course.epochs() < spec.epochs() && !patienceSpent(course)) {
            course = after(course, epoch(course));
            if (course.epochs() % spec.checkpointEvery() == 0) {
                workshop.checkpoint(Checkpoint.write(course, workshop));
            }
        }
        return course;
    }

    private boolean patienceSpent(Course course) {
        return spec.patience() > 0 && course.epochsSinceBest() >= spec.patience();
    }

    private EpochReport epoch(Course course) {
        int epoch = course.epochs() + 1;
        List<List<Pick>> steps = lessons.epoch(epoch);
        MeanLoss mean = new MeanLoss();
        for (int step = 0; step < steps.size(); step++) {
            mean.add(step(epoch, step, steps.get(step)));
            tell(course, epoch, step + 1, mean);
        }
        return new EpochReport(
                epoch,
                mean.likelihood(),
                learner.architecture().modelsMistakes() ? Optional.of(mean.trace()) : Optional.empty(),
                validationLoss(epoch));
    }

    private Loss step(int epoch, int step, List<Pick> picks) {
        Lessons.Batch batch = lessons.batch(picks);
        Emphasis emphasis = schedule.emphasis(epoch, spec.epochs());
        Loss loss = learner.step(batch.images(), batch.targets(), emphasis, learningRate(epoch));
        requireNumber(loss.likelihood(), epoch, "in step " + (step + 1) + " of " + lessons.stepsPerEpoch());
        return loss;
    }

    private double learningRate(int epoch) {
        return switch (spec.decay()) {
            case NONE -> spec.learningRate();
            case COSINE -> spec.learningRate() * Cosine.share(epoch, spec.epochs());
        };
    }

    private Optional<Double> validationLoss(int epoch) {
        List<List<Pick>> batches = lessons.validationBatches();
        if (batches.isEmpty()) {
            return Optional.empty();
        }
        MeanLoss mean = new MeanLoss();
        for (List<Pick> picks : batches) {
            Lessons.Batch batch = lessons.batch(picks);
            mean.add(learner.loss(batch.images(), batch.targets()));
        }
        requireNumber(mean.likelihood(), epoch, "on the validation images");
        return Optional.of(mean.likelihood());
    }

    private void requireNumber(double loss, int epoch, String where) {
        if (!Double.isFinite(loss)) {
            throw new Problem.TrainingDiverged(epoch, "the loss was " + loss + " " + where
                    + "; a learningRate below " + spec.learningRate() + " may help")
                    .toException();
        }
    }

    private Course after(Course course, EpochReport report) {
        List<EpochReport> history = new ArrayList<>(course.history());
        history.add(report);
        boolean better = better(course, report);
        return new Course(
                learner.parameters(),
                learner.moments(),
                better ? learner.parameters() : course.best(),
                better ? report.epoch() : course.bestEpoch(),
                history);
    }

    private boolean better(Course course, EpochReport report) {
        return schedule.counts(report.epoch(), spec.epochs())
                && (course.bestLoss().isEmpty()
                        || report.validationLoss().orElseThrow() < course.bestLoss().get());
    }

    private void tell(Course course, int epoch, int step, MeanLoss mean) {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("epoch", (double) epoch);
        figures.put("loss", mean.likelihood());
        if (!course.history().isEmpty()) {
            course.history().getLast().validationLoss().ifPresent(loss -> figures.put("validationLoss", loss));
        }
        long perEpoch = lessons.stepsPerEpoch();
        workshop.progress((epoch - 1) * perEpoch + step, spec.epochs() * perEpoch, "step", figures);
    }
}
