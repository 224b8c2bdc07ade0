package consilium.deploy.http;

import consilium.kernel.format.Default;
import consilium.networks.Architecture;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request of the Open Inference Protocol, version 2, as it is written.
///
/// Source: the protocol's REST specification, *Open Inference Protocol*, KServe.
///
/// @param parameters `annotators: true` adds what every annotator would draw, `annotator: NAME` what that one would
/// @param outputs    those wanted; empty: all there are
record InferenceRequest(
        Optional<String> id,
        @Default("{}") Map<String, Object> parameters,
        List<Tensor> inputs,
        List<Wanted> outputs) {

    /// @param data the elements in C order, flat or nested
    record Tensor(
            String name,
            List<Long> shape,
            String datatype,
            @Default("{}") Map<String, Object> parameters,
            List<Object> data) {}

    record Wanted(String name, @Default("{}") Map<String, Object> parameters) {}

    /// The annotators asked for, of those the network has learned.
    ///
    /// @throws consilium.kernel.problem.ProblemException `SpecInvalid` when it has learned none
    List<String> annotators(Architecture network) {
        Object one = parameters.get("annotator");
        if (one == null && !Boolean.TRUE.equals(parameters.get("annotators"))) {
            return List.of();
        }
        if (!network.modelsAnnotators()) {
            throw ImageTensor.refuse("parameters", "ask for annotators, of whom this model has learned none");
        }
        return one == null ? network.annotators() : List.of(one.toString());
    }
}
