package consilium.deploy.http;

import consilium.deploy.Answer;
import consilium.kernel.image.LabelMap;
import consilium.networks.Architecture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The outputs of a model as the Open Inference Protocol has them: `labels`, UINT8 `[N, height, width]`;
/// `probabilities`, FP32 `[N, classes, height, width]`; and, where annotators are asked for, `annotator_labels`, UINT8
/// `[N, annotators, height, width]`.
final class InferenceOutputs {

    static final String LABELS = "labels";
    static final String PROBABILITIES = "probabilities";
    static final String ANNOTATOR_LABELS = "annotator_labels";

    private final List<Answer> answers;
    private final List<String> annotators;

    /// @param answers    at least one, all of one size
    /// @param annotators those asked for
    InferenceOutputs(List<Answer> answers, List<String> annotators) {
        this.answers = answers;
        this.annotators = annotators;
    }

    /// Extents that may be any stand as -1.
    static List<Map<String, Object>> metadata(Architecture network) {
        List<Map<String, Object>> outputs = new ArrayList<>();
        outputs.add(Map.of("name", LABELS, "datatype", "UINT8", "shape", List.of(-1, -1, -1)));
        outputs.add(Map.of(
                "name", PROBABILITIES, "datatype", "FP32", "shape", List.of(-1, network.classes(), -1, -1)));
        if (network.modelsAnnotators()) {
            outputs.add(Map.of("name", ANNOTATOR_LABELS, "datatype", "UINT8", "shape", List.of(-1, -1, -1, -1)));
        }
        return outputs;
    }

    /// @param wanted names; empty: all there are
    List<Map<String, Object>> tensors(List<String> wanted) {
        List<String> known = annotators.isEmpty()
                ? List.of(LABELS, PROBABILITIES)
                : List.of(LABELS, PROBABILITIES, ANNOTATOR_LABELS);
        for (String name : wanted) {
            if (!known.contains(name)) {
                throw ImageTensor.refuse("outputs",
                        "must be of " + String.join(", ", known) + ", was \"" + name + "\"");
            }
        }
        return (wanted.isEmpty() ? known : wanted).stream().map(this::tensor).toList();
    }

    private Map<String, Object> tensor(String name) {
        return switch (name) {
            case LABELS -> tensor(name, List.of(), bytes(answers.stream().map(Answer::labels).toList()));
            case PROBABILITIES -> probabilities();
            default -> tensor(name, List.of(annotators.size()), bytes(answers.stream()
                    .flatMap(answer -> annotators.stream().map(answer::labels))
                    .toList()));
        };
    }

    private Map<String, Object> probabilities() {
        int each = answers.getFirst().probabilities().length;
        float[] data = new float[answers.size() * each];
        for (int i = 0; i < answers.size(); i++) {
            System.arraycopy(answers.get(i).probabilities(), 0, data, i * each, each);
        }
        return tensor(PROBABILITIES, "FP32", List.of(answers.getFirst().architecture().classes()), data);
    }

    private Map<String, Object> tensor(String name, List<Integer> middle, int[] labels) {
        return tensor(name, "UINT8", middle, labels);
    }

    private Map<String, Object> tensor(String name, String datatype, List<Integer> middle, Object data) {
        List<Integer> shape = new ArrayList<>();
        shape.add(answers.size());
        shape.addAll(middle);
        shape.add(answers.getFirst().height());
        shape.add(answers.getFirst().width());
        Map<String, Object> tensor = new LinkedHashMap<>();
        tensor.put("name", name);
        tensor.put("datatype", datatype);
        tensor.put("shape", shape);
        tensor.put("data", data);
        return tensor;
    }

    /// As whole numbers, since JSON writers take bytes for something else.
    private static int[] bytes(List<LabelMap> maps) {
        int[] labels = new int[maps.size() * maps.getFirst().size()];
        int at = 0;
        for (LabelMap map : maps) {
            for (int pixel = 0; pixel < map.size(); pixel++) {
                labels[at++] = map.at(pixel);
            }
        }
        return labels;
    }
}
