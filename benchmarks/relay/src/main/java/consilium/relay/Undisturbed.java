package consilium.relay;

import java.time.Duration;
import java.util.Map;

/// The same batch on foundations of its own, when nothing happens to it: what all others are compared with.
final class Undisturbed {

    private Undisturbed() {}

    /// @return every artefact's digest, by experiment and role
    static Map<String, Map<String, String>> outputs(long seed, int experiments, int inFlight) throws Exception {
        try (Foundations foundations = Foundations.lay(); Crew crew = new Crew(foundations, Map.of())) {
            crew.add(String.join(",", Crew.SERVICES));
            crew.awaitReady();
            new Batch(foundations, seed, experiments, inFlight).run(Duration.ofSeconds(60));
            Map<String, Map<String, String>> outputs = Census.take(foundations).outputs();
            if (outputs.size() != experiments) {
                throw new IllegalStateException("the undisturbed run made " + outputs.size() + " of " + experiments);
            }
            return outputs;
        }
    }
}
