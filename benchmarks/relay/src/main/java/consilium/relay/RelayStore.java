package consilium.relay;

import consilium.runtime.store.CollectableStore;
import consilium.runtime.store.DirectoryStore;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.nio.file.Path;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Puts [FaultyStore] in place of the store. `relay.store.faults` is the share of its calls that fail, none by default.
class RelayStore {

    @Produces
    @Alternative
    @Priority(1)
    @ApplicationScoped
    CollectableStore store(
            @ConfigProperty(name = "consilium.store") Path folder,
            @ConfigProperty(name = "relay.store.faults", defaultValue = "0") double share,
            @ConfigProperty(name = "relay.seed", defaultValue = "1") long seed,
            Doom doom,
            MeterRegistry meters) {
        Lots lots = new Lots(share, seed);
        meters.gauge("relay.store.calls", lots, Lots::calls);
        meters.gauge("relay.store.faults", lots, Lots::faults);
        return new FaultyStore(new DirectoryStore(folder), lots, doom);
    }
}
