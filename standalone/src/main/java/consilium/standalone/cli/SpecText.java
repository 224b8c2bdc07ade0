package consilium.standalone.cli;

import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.format.RecordFormat;
import consilium.runtime.format.Trees;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Records of a spec from the words of a command line: `kind:key=value,key=value`, or JSON.
final class SpecText {

    private SpecText() {}

    /// @param text `over:amount=0.7`, `confusion:matrix=[[0.9,0.2],[0.1,0.8]]`, or an object in JSON
    static Map<String, @Nullable Object> tree(String text) {
        if (text.stripLeading().startsWith("{")) {
            return map(Trees.json(text, "annotator"), text);
        }
        int colon = text.indexOf(':');
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("kind", colon < 0 ? text : text.substring(0, colon));
        for (String pair : colon < 0 ? List.<String>of() : parts(text.substring(colon + 1))) {
            put(tree, pair);
        }
        return tree;
    }

    private static Map<String, @Nullable Object> map(@Nullable Object json, String text) {
        if (!(json instanceof Map<?, ?> object)) {
            throw new CommandException(ExitCode.USAGE, "an object is wanted, was " + text);
        }
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        object.forEach((key, value) -> tree.put((String) key, value));
        return tree;
    }

    /// Split at the commas that stand in no brackets.
    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < text.length(); at++) {
            char letter = text.charAt(at);
            depth += letter == '[' || letter == '{' ? 1 : letter == ']' || letter == '}' ? -1 : 0;
            if (letter == ',' && depth == 0) {
                parts.add(text.substring(start, at));
                start = at + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /// @param pair `key=value`; dots in the key lead into records within the record
    static void put(Map<String, @Nullable Object> tree, String pair) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            throw new CommandException(ExitCode.USAGE, "key=value is wanted, was \"" + pair + "\"");
        }
        String key = pair.substring(0, equals).strip();
        put(tree, key, Trees.yaml(pair.substring(equals + 1), "value of " + key));
    }

    private static void put(Map<String, @Nullable Object> tree, String key, @Nullable Object value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            tree.put(key, value);
            return;
        }
        Object inner = tree.get(key.substring(0, dot));
        Map<String, @Nullable Object> within = inner == null ? new LinkedHashMap<>() : map(inner, key);
        put(within, key.substring(dot + 1), value);
        tree.put(key.substring(0, dot), within);
    }

    /// @param title such as `The fusion is not valid`
    static <T> T read(Class<T> type, Map<String, @Nullable Object> tree, String title) {
        try {
            return RecordFormat.read(type, tree);
        } catch (InvalidTreeException e) {
            throw new CommandException(
                    ExitCode.USAGE,
                    Violations.lines(title, e.violations().stream().map(Object::toString).toList()));
        }
    }
}
