package consilium.runtime.format;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import consilium.kernel.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Text to plain trees (maps, lists, text, numbers) and back: the only place of the shell that knows a JSON library.
public final class Trees {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private Trees() {}

    /// @param what such as `request body`, for the message
    /// @throws consilium.kernel.problem.ProblemException `Unreadable`, with line and column
    public static @Nullable Object json(String text, String what) {
        return parse(JSON, text, what);
    }

    /// YAML, and therefore JSON too.
    ///
    /// @throws consilium.kernel.problem.ProblemException `Unreadable`, with line and column
    public static @Nullable Object yaml(String text, String what) {
        return parse(YAML, text, what);
    }

    /// JSON that we wrote ourselves: what cannot be read is damage.
    public static @Nullable Object json(InputStream text) {
        try {
            return JSON.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw unreadable("stored document", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// For people: indented, in the tree's own order.
    public static String pretty(@Nullable Object tree) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a tree", e);
        }
    }

    private static @Nullable Object parse(ObjectMapper mapper, String text, String what) {
        try {
            return mapper.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            throw unreadable(what, e);
        }
    }

    private static RuntimeException unreadable(String what, JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        String position = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
        return new Problem.Unreadable(what, position, e.getOriginalMessage()).toException(e);
    }
}
