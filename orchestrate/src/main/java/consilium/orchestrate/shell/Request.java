package consilium.orchestrate.shell;

import consilium.kernel.event.Event;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.ExperimentSpec;
import consilium.orchestrate.ExperimentId;
import consilium.orchestrate.SpecReader;
import java.util.Map;
import java.util.Optional;

/// A request for an experiment, read and found good.
///
/// @param tree   the spec with every default written out, its methods in the order given
/// @param replay the experiment to replay, when this is a replay
record Request(ExperimentId id, ExperimentSpec spec, Map<String, Object> tree, Optional<String> replay) {

    static Request of(ExperimentId id, ExperimentSpec spec, Optional<String> replay) {
        return new Request(id, spec, RecordFormat.write(spec), replay);
    }

    /// @throws consilium.kernel.problem.ProblemException `SpecInvalid`
    static Request of(ExperimentId id, Event.ExperimentRequested event) {
        return of(id, SpecReader.read(event.spec()), event.replay());
    }

    Digest digest() {
        return spec.digest();
    }

    Event event() {
        return new Event.ExperimentRequested(id.text(), tree, replay);
    }
}
