package consilium.ingest.growing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What an image may be called here that a tool calls by the address of a file.
public final class ImageNames {

    /// Label Studio puts eight digits before the name of an uploaded file.
    private static final Pattern UPLOAD = Pattern.compile("[0-9a-f]{8}-");

    private ImageNames() {}

    /// Ids to look for, the most exact first: the name as it stands; without what follows a `?`; without its folders, one
    /// after the other; each also without its ending, and the last without the digits of an upload.
    public static List<String> candidates(String name) {
        Set<String> candidates = new LinkedHashSet<>(List.of(name));
        String path = name.replaceFirst("[?#].*", "");
        List<String> tails = new ArrayList<>(List.of(path));
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
            tails.add(path.substring(slash + 1));
        }
        tails.add(UPLOAD.matcher(tails.getLast()).replaceFirst(""));
        for (String tail : tails) {
            candidates.add(tail);
            candidates.add(tail.replaceFirst("\\.[A-Za-z0-9]{1,5}$", ""));
        }
        candidates.remove("");
        return List.copyOf(candidates);
    }
}
