package consilium.runtime.kafka;

import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.runtime.format.Trees;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/// One message as a CloudEvent, its attributes checked, its data still a tree.
///
/// @param where topic, partition and offset, for messages
record CloudEvent(String where, String id, String source, String type, @Nullable Object data) {

    private static final String CONTENT_TYPE = "content-type";
    private static final String PREFIX = "ce_";

    /// @throws ProblemException `Unreadable`
    static CloudEvent of(ConsumerRecord<String, byte[]> message) {
        String where = message.topic() + "-" + message.partition() + "@" + message.offset();
        String contentType = header(message, CONTENT_TYPE).orElse("").toLowerCase(Locale.ROOT);
        if (contentType.startsWith("application/cloudevents")) {
            return structured(message, where, contentType);
        }
        if (header(message, PREFIX + "specversion").isPresent()) {
            return binary(message, where, contentType);
        }
        throw unreadable(where, CONTENT_TYPE, "must be " + CloudEvents.STRUCTURED
                + " (structured mode), or the header ce_specversion must be there (binary mode); neither was");
    }

    /// The data, which must be a JSON object.
    Map<String, @Nullable Object> dataMap() {
        return map(data).orElseThrow(() -> unreadable("data", "must be a JSON object"));
    }

    ProblemException unreadable(String attribute, String why) {
        return unreadable(where, attribute, why);
    }

    private static CloudEvent structured(ConsumerRecord<String, byte[]> message, String where, String contentType) {
        if (!contentType.startsWith(CloudEvents.STRUCTURED)) {
            throw unreadable(where, CONTENT_TYPE, "must be " + CloudEvents.STRUCTURED + ", was " + contentType);
        }
        Map<String, @Nullable Object> tree = map(json(message.value(), where))
                .orElseThrow(() -> unreadable(where, "the event", "must be a JSON object"));
        return checked(where, tree, structuredData(tree, where));
    }

    private static @Nullable Object structuredData(Map<String, @Nullable Object> tree, String where) {
        requireJson(where, tree.get("datacontenttype") instanceof String type ? type : "");
        if (tree.get("data_base64") instanceof String encoded) {
            try {
                return json(Base64.getDecoder().decode(encoded), where);
            } catch (IllegalArgumentException e) {
                throw unreadable(where, "data_base64", "is not Base64: " + e.getMessage());
            }
        }
        return tree.get("data");
    }

    private static CloudEvent binary(ConsumerRecord<String, byte[]> message, String where, String contentType) {
        requireJson(where, contentType);
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        for (Header header : message.headers()) {
            if (header.key().startsWith(PREFIX) && header.value() != null) {
                attributes.put(header.key().substring(PREFIX.length()), text(header.value()));
            }
        }
        return checked(where, attributes, json(message.value(), where));
    }

    private static CloudEvent checked(String where, Map<String, @Nullable Object> attributes, @Nullable Object data) {
        String version = required(where, attributes, "specversion");
        if (!version.equals("1.0")) {
            throw unreadable(where, "specversion", "must be 1.0, was \"" + version + "\"");
        }
        return new CloudEvent(
                where,
                required(where, attributes, "id"),
                required(where, attributes, "source"),
                required(where, attributes, "type"),
                data);
    }

    private static String required(String where, Map<String, @Nullable Object> attributes, String name) {
        if (attributes.get(name) instanceof String value && !value.isEmpty()) {
            return value;
        }
        throw unreadable(where, name, "is required and must be text that is not empty");
    }

    private static void requireJson(String where, String contentType) {
        String type = contentType.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (!type.isEmpty() && !type.equals("application/json") && !type.endsWith("+json")) {
            throw unreadable(where, "datacontenttype", "must be application/json, was " + type);
        }
    }

    private static @Nullable Object json(byte @Nullable [] bytes, String where) {
        if (bytes == null) {
            throw unreadable(where, "the message", "has no value");
        }
        return Trees.json(text(bytes), "event " + where);
    }

    private static Optional<Map<String, @Nullable Object>> map(@Nullable Object tree) {
        if (!(tree instanceof Map<?, ?> map)) {
            return Optional.empty();
        }
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        map.forEach((key, value) -> named.put(String.valueOf(key), value));
        return Optional.of(named);
    }

    private static Optional<String> header(ConsumerRecord<String, byte[]> message, String name) {
        for (Header header : message.headers()) {
            if (header.key().equalsIgnoreCase(name) && header.value() != null) {
                return Optional.of(text(header.value()));
            }
        }
        return Optional.empty();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static ProblemException unreadable(String where, String attribute, String why) {
        return new Problem.Unreadable("event " + where, attribute, why).toException();
    }
}
