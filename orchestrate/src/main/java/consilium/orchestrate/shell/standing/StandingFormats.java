package consilium.orchestrate.shell.standing;

import consilium.orchestrate.standing.StandingSpec;
import io.quarkus.runtime.annotations.RegisterForReflection;

/// What is read and written by reflection, named for native images.
@RegisterForReflection(targets = {
        StandingSpec.class,
        StandingSpec.Drift.class,
        StandingSpec.Trigger.class
})
final class StandingFormats {

    private StandingFormats() {}
}
