package consilium.train;

import consilium.kernel.dataset.ImageSet;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.recipe.Digest;
import consilium.kernel.stage.Workshop;
import java.util.Map;

/// The trained network as an artefact of kind `model`: `parameters.safetensors` of the best epoch; `architecture.json`,
/// from which [consilium.networks.Architecture] builds it again; `preprocessing.json`, what images it was shown; and
/// `history.json`, how training went.
final class ModelArtefact {

    private static final String KIND = "model";
    private static final int VERSION = 1;

    private ModelArtefact() {}

    static Digest write(Course course, ClassAgreement agreement, ImageSet images, Workshop workshop) {
        return workshop.artefact(KIND, VERSION)
                .file("parameters.safetensors", "application/octet-stream", course.best().safetensors())
                .table("architecture.json", course.best().architecture().tree())
                .table("preprocessing.json", preprocessing(images))
                .table("history.json", history(course, agreement))
                .commit();
    }

    private static Map<String, Object> preprocessing(ImageSet images) {
        return Map.of(
                "channels", images.channels(),
                "height", images.height(),
                "width", images.width(),
                "classes", images.classes());
    }

    private static Map<String, Object> history(Course course, ClassAgreement agreement) {
        return Map.of(
                "bestEpoch", course.bestEpoch(),
                "swapped", agreement.swapped(),
                "majorityAgreement", agreement.agreement(),
                "epochs", course.history().stream().map(RecordFormat::write).toList());
    }
}
