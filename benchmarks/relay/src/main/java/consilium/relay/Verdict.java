package consilium.relay;

import consilium.kernel.recipe.Digest;
import consilium.runtime.store.DirectoryStore;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// Whether a batch came out as if nothing had happened.
///
/// @param lost       experiments without a result
/// @param failed     with another result than success
/// @param duplicated facts told under two ids, results among them
/// @param stuck      experiments that took longer than they may
/// @param differing  experiments of which some artefact's digest differs from the undisturbed run's
/// @param damaged    artefacts that are missing, or whose bytes are not those of their digest
/// @param repeated   facts told again under the same id, which at-least-once allows
/// @param slowest    seconds from request to completion
record Verdict(
        int experiments,
        long lost,
        long failed,
        long duplicated,
        long stuck,
        long differing,
        long damaged,
        int deadLetters,
        int facts,
        int repeated,
        double slowest) {

    /// @param millis      from request to completion, by experiment
    /// @param undisturbed the outputs of the same batch when nothing happened to it
    static Verdict of(
            Foundations foundations,
            int experiments,
            Map<String, Double> millis,
            Map<String, Map<String, String>> undisturbed,
            Duration patience) {
        Census census = Census.take(foundations);
        DirectoryStore store = new DirectoryStore(foundations.folder().resolve("artefacts"));
        return new Verdict(
                experiments,
                experiments - census.ended(),
                census.failed(),
                census.duplicated(),
                experiments - millis.size()
                        + millis.values().stream().filter(time -> time > patience.toMillis()).count(),
                undisturbed.entrySet().stream()
                        .filter(entry -> !Objects.equals(entry.getValue(), census.outputs().get(entry.getKey())))
                        .count(),
                census.outputs().values().stream()
                        .flatMap(digests -> digests.values().stream())
                        .filter(digest -> store.artefact(new Digest(digest)).damage().isPresent())
                        .count(),
                census.deadLetters(),
                census.facts(),
                census.repeated(),
                millis.values().stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN) / 1000);
    }

    boolean passes() {
        return lost + failed + duplicated + stuck + differing + damaged + deadLetters == 0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s: experiments %d, lost %d, failed %d, duplicated %d, stuck %d, differing %d, damaged %d,"
                        + " dead letters %d; facts %d, told again %d; slowest %.1f s",
                passes() ? "passed" : "FAILED",
                experiments, lost, failed, duplicated, stuck, differing, damaged, deadLetters, facts, repeated,
                slowest);
    }
}
