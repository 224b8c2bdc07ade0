package consilium.deploy.http;

import consilium.deploy.ImageDecoder;
import consilium.deploy.SubmittedImage;
import consilium.kernel.format.Violation;
import consilium.kernel.problem.Problem;
import consilium.networks.Architecture;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// The one input of a model as the Open Inference Protocol has it: `image`, FP32, `[N, channels, height, width]`.
final class ImageTensor {

    static final String NAME = "image";
    static final String DATATYPE = "FP32";

    private static final int DIMENSIONS = 4;

    private ImageTensor() {}

    /// Extents that may be any stand as -1.
    static Map<String, Object> metadata(Architecture network) {
        return Map.of("name", NAME, "datatype", DATATYPE, "shape", List.of(-1, network.channels(), -1, -1));
    }

    /// @throws consilium.kernel.problem.ProblemException `SpecInvalid` or `TooLarge`
    static List<SubmittedImage> images(InferenceRequest request, ImageDecoder limits) {
        if (request.inputs().size() != 1) {
            throw refuse("inputs", "must hold one tensor, " + NAME + ", was " + request.inputs().size());
        }
        InferenceRequest.Tensor tensor = request.inputs().getFirst();
        require(tensor.name().equals(NAME), "inputs[0].name", "must be " + NAME + ", was \"" + tensor.name() + "\"");
        require(
                tensor.datatype().equals(DATATYPE),
                "inputs[0].datatype",
                "must be " + DATATYPE + ", was \"" + tensor.datatype() + "\"");
        List<Long> shape = tensor.shape();
        require(
                shape.size() == DIMENSIONS && shape.stream().allMatch(extent -> extent >= 1),
                "inputs[0].shape",
                "must be [images, channels, height, width], each at least 1, was " + shape);
        limits.requireSize(shape.get(2), shape.get(3));
        return cut(shape, values(shape, tensor.data()));
    }

    private static List<SubmittedImage> cut(List<Long> shape, float[] values) {
        int channels = shape.get(1).intValue();
        int height = shape.get(2).intValue();
        int width = shape.get(3).intValue();
        List<SubmittedImage> images = new ArrayList<>();
        for (int from = 0; from < values.length; from += channels * height * width) {
            float[] image = Arrays.copyOfRange(values, from, from + channels * height * width);
            images.add(new SubmittedImage(channels, height, width, image));
        }
        return images;
    }

    /// The values are counted before memory is claimed for them: a shape may say anything.
    private static float[] values(List<Long> shape, List<Object> data) {
        int count = count(data);
        if (!product(shape).equals(BigInteger.valueOf(count))) {
            throw refuse("inputs[0].data", "must have the " + product(shape) + " values of its shape, had " + count);
        }
        float[] values = new float[count];
        fill(values, 0, data);
        return values;
    }

    private static int count(List<?> data) {
        int count = 0;
        for (Object element : data) {
            count += element instanceof List<?> nested ? count(nested) : 1;
        }
        return count;
    }

    private static int fill(float[] values, int from, List<?> data) {
        int at = from;
        for (Object element : data) {
            switch (element) {
                case List<?> nested -> at = fill(values, at, nested);
                case Number number -> values[at++] = number.floatValue();
                case null, default -> throw refuse("inputs[0].data", "must hold numbers, had " + element);
            }
        }
        return at;
    }

    private static BigInteger product(List<Long> shape) {
        return shape.stream().map(BigInteger::valueOf).reduce(BigInteger.ONE, BigInteger::multiply);
    }

    private static void require(boolean holds, String path, String rule) {
        if (!holds) {
            throw refuse(path, rule);
        }
    }

    static RuntimeException refuse(String path, String rule) {
        return new Problem.SpecInvalid("inference request", List.of(new Violation(path, rule))).toException();
    }
}
