package consilium.runtime.kafka;

import consilium.kernel.plan.Fact;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The names of topics and share groups, and the broker they are at.
///
/// A prefix stands before each name, so that several installations can share a broker.
@Singleton
public final class Topics {

    private final String servers;
    private final String prefix;

    public Topics(
            @ConfigProperty(name = "consilium.kafka") String servers,
            @ConfigProperty(name = "consilium.topic-prefix") String prefix) {
        this.servers = servers;
        this.prefix = prefix;
    }

    /// Kafka's `bootstrap.servers`.
    public String servers() {
        return servers;
    }

    public String prefix() {
        return prefix;
    }

    public String of(Fact fact) {
        return prefix + fact.topic();
    }

    /// The share group of a stage, or of whoever else listens.
    public String group(String name) {
        return prefix + name;
    }

    /// Where a group's records end that it cannot work on.
    public String dead(String name) {
        return prefix + name + ".dead";
    }

    /// Where a group puts records back for itself, for later; nobody else reads it.
    public String again(String name) {
        return prefix + name + ".again";
    }

    /// Whether the newest record of each key is all that has to be kept: the results, which dashboards consume.
    static boolean compacted(Fact fact) {
        return fact == Fact.MODEL_EVALUATED
                || fact == Fact.EXPERIMENT_COMPLETED
                || fact == Fact.ANNOTATORS_ASSESSED
                || fact == Fact.ANNOTATOR_DRIFTED;
    }
}
