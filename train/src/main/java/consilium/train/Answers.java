package consilium.train;

import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.PredictionSet;
import consilium.kernel.dataset.Split;
import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.Digest;
import consilium.kernel.stage.Workshop;
import consilium.networks.Architecture;
import consilium.networks.Prediction;
import consilium.networks.Segmenter;

/// What the trained network says: of the test images, to be scored later, and of training images, to compare with the
/// labels it was given.
final class Answers {

    private static final int VERSION = 1;

    /// Training images compared with their labels: more would sharpen no alarm.
    private static final int COMPARED = 256;

    private final Segmenter segmenter;
    private final ImageSet images;
    private final Workshop workshop;

    Answers(Segmenter segmenter, ImageSet images, Workshop workshop) {
        this.segmenter = segmenter;
        this.images = images;
        this.workshop = workshop;
    }

    /// The network's answers to the test images, in their order.
    Digest predictions() {
        int[] items = images.indices(Split.TEST);
        try (PredictionSet.Writer writer = PredictionSet.write(
                workshop.artefact(PredictionSet.KIND, VERSION),
                items,
                images.classes(),
                beside(segmenter.architecture()),
                images.height(),
                images.width())) {
            for (int index = 0; index < items.length; index++) {
                Prediction prediction = predict(items[index]);
                writer.add(
                        prediction.probabilities(),
                        prediction.confusion(),
                        prediction.said(),
                        prediction.samples());
                workshop.progress(index + 1, items.length, "image");
            }
            return writer.commit();
        }
    }

    private static PredictionSet.Beside beside(Architecture architecture) {
        int annotators = architecture.annotators().size();
        return switch (architecture) {
            case Architecture.UNet net -> new PredictionSet.Beside(annotators, 0, net.samples());
            case Architecture.UNetPerAnnotator nets -> new PredictionSet.Beside(0, annotators, 0);
            case Architecture.ProbabilisticUNet net -> new PredictionSet.Beside(0, 0, net.samples());
        };
    }

    /// How the answers to training images, evenly spaced, agree with what the labels have in common.
    ClassAgreement agreement(Lessons lessons) {
        int[] items = lessons.training();
        int compared = Math.min(items.length, COMPARED);
        ClassAgreement agreement = new ClassAgreement(images.classes());
        for (int index = 0; index < compared; index++) {
            int item = items[(int) ((long) index * items.length / compared)];
            LabelMap said = mostProbable(predict(item).probabilities());
            agreement.add(said, lessons.labels().consensus(item));
            workshop.progress(index + 1, compared, "image");
        }
        return agreement;
    }

    private Prediction predict(int item) {
        return segmenter.predict(images.image(item), images.height(), images.width());
    }

    /// A tie goes to the smallest label.
    private LabelMap mostProbable(float[] probabilities) {
        int pixels = images.pixels();
        return LabelMap.generate(images.width(), images.height(), pixel -> {
            int best = 0;
            for (int label = 1; label < images.classes(); label++) {
                if (probabilities[label * pixels + pixel] > probabilities[best * pixels + pixel]) {
                    best = label;
                }
            }
            return best;
        });
    }
}
