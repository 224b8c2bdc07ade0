package consilium.relay;

import consilium.kernel.format.RecordFormat;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Stage;
import consilium.kernel.stage.Workshop;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A stage that waits, reads nothing, and leaves one small artefact per role, which tells what it was made from: no two
/// recipes leave the same bytes.
///
/// @param roles of what it leaves
/// @param rest  what it does instead of work
/// @param asked counts how often a delivered event wanted it
/// @param doom  of the process it is in
record IdleStage<S extends StageSpec>(
        StageName name, Class<S> slice, List<String> roles, Duration rest, Counter asked, Doom doom)
        implements Stage<S> {

    /// Long enough for a claim to be renewed.
    private static final Duration UNTIL_RENEWAL = Duration.ofSeconds(10);

    /// Has none. It is what the runtime asks for first, with an event in hand.
    @Override
    public Map<String, Digest> sources(S spec) {
        asked.increment();
        doom.pass(Point.AFTER_POLL);
        return Map.of();
    }

    @Override
    public Made make(S spec, Inputs inputs, Workshop workshop) {
        pause(workshop);
        Map<String, String> from = new TreeMap<>();
        spec.reads().forEach(role -> from.put(role, String.valueOf(inputs.digests().get(role))));
        from.put("slice", Canonical.digest(RecordFormat.write(spec)).hex());
        Map<String, Digest> outputs = new LinkedHashMap<>();
        for (String role : roles) {
            outputs.put(role, workshop.artefact(role, 1).attribute("from", from).commit());
        }
        return new Made(outputs, Map.of());
    }

    private void pause(Workshop workshop) {
        try {
            Duration pause = doom.appointed(Point.IN_RENEWAL) ? UNTIL_RENEWAL : rest;
            long end = System.nanoTime() + pause.toNanos();
            for (long left = pause.toMillis(); left > 0; left = (end - System.nanoTime()) / 1_000_000) {
                Thread.sleep(Math.min(left, 500));
                workshop.progress(pause.toMillis() - left, pause.toMillis(), "millisecond");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new consilium.kernel.stage.CancelledException("interrupted while waiting");
        }
    }
}
