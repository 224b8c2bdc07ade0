package consilium.runtime.health;

import consilium.kernel.problem.ProblemException;
import consilium.runtime.kafka.Broker;
import consilium.runtime.kafka.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Whether the broker answers.
@Readiness
@ApplicationScoped
class BrokerReady implements HealthCheck {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Broker broker;
    private final Topics topics;

    BrokerReady(Broker broker, Topics topics) {
        this.broker = broker;
        this.topics = topics;
    }

    @Override
    public HealthCheckResponse call() {
        var answer = HealthCheckResponse.named("broker").withData("servers", topics.servers());
        try {
            return answer.withData("brokers", broker.answering(PATIENCE)).up().build();
        } catch (ProblemException e) {
            return answer.withData("problem", e.problem().detail()).down().build();
        }
    }
}
