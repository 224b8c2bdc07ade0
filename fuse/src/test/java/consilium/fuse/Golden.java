package consilium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import consilium.kernel.spec.FusionSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.data.Offset;

/// Inputs and results of ITK 5.2, kept outside the repository.
record Golden(Path folder) {

    /// The reference's own stop, no cap that matters, no weight, image by image.
    static final FusionSpec.Staple STAPLE = new FusionSpec.Staple(10_000, 0, 1, false);

    static final Offset<Double> CLOSE = within(1e-9);

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

    /// @param name `staple` or `staple-edge`
    static Golden of(String name) {
        return new Golden(folder("consilium.golden", name));
    }

    /// Asserts that STAPLE of two classes takes as many passes as ITK, and comes to its annotators and probabilities.
    ///
    /// @param expected ITK's own report of the case
    void assertTwoClassesEqual(JsonNode expected, String name, int annotators) {
        Fusion fusion = new Fusion(votes(name, annotators, 2));

        Estimate estimate = fusion.estimate(STAPLE);

        assertThat(estimate.passes()).isEqualTo(expected.get("iterations").asInt() + 1);
        for (int annotator = 0; annotator < annotators; annotator++) {
            assertThat(estimate.sensitivity(annotator))
                    .isCloseTo(expected.get("sensitivity").get(annotator).asDouble(), CLOSE);
            assertThat(estimate.specificity(annotator))
                    .isCloseTo(expected.get("specificity").get(annotator).asDouble(), CLOSE);
        }
        Fused fused = fusion.given(estimate);
        double[] foreground = doubles(name + ".itk_staple.f64");
        for (int pixel = 0; pixel < foreground.length; pixel++) {
            assertThat(fused.probability(pixel, 1)).isCloseTo(foreground[pixel], CLOSE);
        }
    }

    /// A folder of outside files; the test is left out, saying so, where it is absent.
    static Path folder(String property, String name) {
        Path folder = Path.of(System.getProperty(property, "absent")).resolve(name);
        assumeTrue(Files.isDirectory(folder), "left out: no " + folder + "; set -D" + property + " to its parent");
        return folder;
    }

    static JsonNode json(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    JsonNode json(String file) {
        return json(folder.resolve(file));
    }

    byte[] bytes(String file) {
        try {
            return Files.readAllBytes(folder.resolve(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    double[] doubles(String file) {
        DoubleBuffer buffer =
                ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer();
        double[] values = new double[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    /// The votes of a case, cut into one map per annotator.
    Votes votes(String name, int annotators, int classes) {
        byte[] all = bytes(name + ".votes");
        int pixels = all.length / annotators;
        List<Optional<byte[]>> maps = new ArrayList<>();
        for (int annotator = 0; annotator < annotators; annotator++) {
            maps.add(Optional.of(Arrays.copyOfRange(all, annotator * pixels, (annotator + 1) * pixels)));
        }
        return new Votes(classes, maps);
    }
}
