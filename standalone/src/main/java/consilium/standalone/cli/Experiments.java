package consilium.standalone.cli;

import java.util.Comparator;
import java.util.List;

/// Experiments by what a person types for them: the whole id, as much of its beginning as only one has, or `latest`.
final class Experiments {

    private static final int LOOKED_AT = 500;

    private Experiments() {}

    static String path(String id) {
        return "/api/experiments/" + Api.segment(id);
    }

    static String resolve(Api api, String typed) {
        List<Answer> known = api.get("/api/experiments?limit=" + LOOKED_AT).list("experiments");
        return typed.equals("latest") ? latest(known)
                : matching(known.stream().map(one -> one.show("id")).toList(), typed);
    }

    private static String latest(List<Answer> known) {
        return known.stream()
                .max(Comparator.comparing(experiment -> experiment.show("submitted")))
                .map(experiment -> experiment.show("id"))
                .orElseThrow(() -> new CommandException(ExitCode.NOT_FOUND, "Not found: there is no experiment yet"));
    }

    /// An id that is not among those looked at is left to the server, which knows all.
    private static String matching(List<String> ids, String typed) {
        List<String> matching = ids.stream().filter(id -> id.startsWith(typed)).toList();
        if (ids.contains(typed) || matching.isEmpty()) {
            return typed;
        }
        if (matching.size() > 1) {
            throw new CommandException(
                    ExitCode.USAGE, "\"" + typed + "\" may stand for " + String.join(", ", matching));
        }
        return matching.getFirst();
    }
}
