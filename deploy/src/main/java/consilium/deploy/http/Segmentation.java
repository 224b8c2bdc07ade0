package consilium.deploy.http;

import consilium.deploy.Answer;
import consilium.deploy.ArrayFile;
import consilium.deploy.ModelVersion;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// An answer as JSON. Arrays stand in it as `.npy` files in base64: compact, exact, and self-describing.
///
/// In Python: `numpy.load(io.BytesIO(base64.b64decode(answer["labels"])))`.
@Schema(description = "What a model says of an image. Arrays are .npy files in base64.")
record Segmentation(
        @Schema(description = "The model's name") String model,
        @Schema(description = "Its version") String version,
        @Schema(description = "Height and width in pixels") List<Integer> shape,
        @Schema(description = "Labels in use, background included") int classes,
        @Schema(description = "uint8 [height, width], .npy in base64") String labels,
        @Schema(description = "float32 [classes, height, width], .npy in base64") String probabilities,
        @Schema(description = "The annotators asked for, in the model's order") List<AnnotatorLabels> annotators) {

    @Schema(description = "What one annotator would most probably draw")
    record AnnotatorLabels(String name, @Schema(description = "uint8 [height, width], .npy in base64") String labels) {}

    /// @param annotators those asked for
    static Segmentation of(ModelVersion model, Answer answer, List<String> annotators) {
        return new Segmentation(
                model.name(),
                model.version(),
                List.of(answer.height(), answer.width()),
                answer.architecture().classes(),
                base64(ArrayFile.labels(answer.labels())),
                base64(ArrayFile.probabilities(answer)),
                annotators.stream()
                        .map(name -> new AnnotatorLabels(name, base64(ArrayFile.labels(answer.labels(name)))))
                        .toList());
    }

    private static String base64(byte[] file) {
        return Base64.getEncoder().encodeToString(file);
    }
}
