package consilium.standalone.cli;

import consilium.runtime.format.Trees;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Lines of a `text/event-stream` as events.
///
/// Source: section 9.2 of the HTML standard; of its fields `event` and `data` are read.
final class EventStream implements Iterator<ServerEvent> {

    private final Iterator<String> lines;
    private @Nullable ServerEvent next;

    EventStream(Stream<String> lines) {
        this.lines = lines.iterator();
        this.next = read();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public ServerEvent next() {
        ServerEvent event = next;
        if (event == null) {
            throw new NoSuchElementException();
        }
        next = read();
        return event;
    }

    /// An event ends at an empty line; what has no data, such as a comment that keeps the connection open, is none.
    private @Nullable ServerEvent read() {
        String name = "message";
        StringBuilder data = new StringBuilder();
        while (lines.hasNext()) {
            String line = lines.next();
            if (line.isEmpty()) {
                if (!data.isEmpty()) {
                    return new ServerEvent(name, new Answer(Trees.json(data.toString(), "event")));
                }
                name = "message";
            } else if (line.startsWith("event:")) {
                name = value(line, "event:");
            } else if (line.startsWith("data:")) {
                data.append(data.isEmpty() ? "" : "\n").append(value(line, "data:"));
            }
        }
        return null;
    }

    private static String value(String line, String field) {
        String value = line.substring(field.length());
        return value.startsWith(" ") ? value.substring(1) : value;
    }
}
