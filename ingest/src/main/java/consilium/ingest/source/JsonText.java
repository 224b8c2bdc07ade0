package consilium.ingest.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import consilium.kernel.problem.Problem;
import org.jspecify.annotations.Nullable;

/// JSON in other people's files, as plain trees. A name that stands twice in one map is refused, since one of the two
/// would be lost; so is text after the end.
public final class JsonText {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private JsonText() {}

    /// @param name of the file, for the message
    /// @throws consilium.kernel.problem.ProblemException `Unreadable`, with line and column
    public static @Nullable Object read(String text, String name) {
        try {
            return MAPPER.readValue(text, Object.class);
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String position = at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr();
            throw new Problem.Unreadable(name, position, e.getOriginalMessage()).toException(e);
        }
    }
}
