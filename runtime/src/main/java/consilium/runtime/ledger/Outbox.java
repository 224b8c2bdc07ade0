package consilium.runtime.ledger;

import consilium.kernel.event.Event;
import consilium.kernel.plan.Fact;
import consilium.runtime.kafka.CloudEvents;
import consilium.runtime.kafka.Publisher;
import consilium.runtime.kafka.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;

/// Events that are to be told: written in the transaction that makes them true, sent afterwards at least once, always
/// under the same id.
@ApplicationScoped
public class Outbox {

    private static final int AT_ONCE = 100;

    private static final String PUT = """
            insert into outbox (id, fact, key, payload) values (?1, ?2, ?3, ?4) on conflict (id) do nothing""";

    /// Rows that another process is just sending are left to it.
    private static final String UNSENT = """
            select sequence, fact, key, payload from outbox where sent is null order by sequence limit ?1
            for update skip locked""";

    private final EntityManager entities;
    private final CloudEvents events;
    private final Topics topics;
    private final Publisher publisher;

    Outbox(EntityManager entities, CloudEvents events, Topics topics, Publisher publisher) {
        this.entities = entities;
        this.events = events;
        this.topics = topics;
        this.publisher = publisher;
    }

    /// Keeps an event until it is told; one whose id is known already is not told again.
    @Transactional(Transactional.TxType.MANDATORY)
    void put(Event event) {
        entities.createNativeQuery(PUT)
                .setParameter(1, event.id())
                .setParameter(2, event.fact().name())
                .setParameter(3, event.key())
                .setParameter(4, events.write(event))
                .executeUpdate();
    }

    /// Whether every one of these events was told, or is going to be.
    @Transactional
    public boolean knows(Collection<String> ids) {
        Number known = (Number) entities.createNativeQuery("select count(*) from outbox where id in (?1)")
                .setParameter(1, ids)
                .getSingleResult();
        return known.intValue() == ids.size();
    }

    /// Sends what is waiting, oldest first.
    ///
    /// @return how many were sent; as many as fit at once when there may be more
    /// @throws consilium.kernel.problem.ProblemException `DependencyUnavailable`; nothing is marked sent then
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    int sendWaiting() {
        List<?> waiting = entities.createNativeQuery(UNSENT, Object[].class)
                .setParameter(1, AT_ONCE)
                .getResultList();
        List<Long> sequences = new ArrayList<>();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Object row : waiting) {
            Object[] columns = (Object[]) row;
            sequences.add(((Number) columns[0]).longValue());
            String topic = topics.of(Fact.valueOf((String) columns[1]));
            sent.add(publisher.send(Publisher.structured(topic, (String) columns[2], (String) columns[3])));
        }
        sent.forEach(Publisher::await);
        if (!sequences.isEmpty()) {
            entities.createNativeQuery("update outbox set sent = clock_timestamp() where sequence in (?1)")
                    .setParameter(1, sequences)
                    .executeUpdate();
        }
        return sequences.size();
    }

    static boolean full(int sent) {
        return sent == AT_ONCE;
    }

    @Transactional
    long waiting() {
        return ((Number) entities.createNativeQuery("select count(*) from outbox where sent is null")
                .getSingleResult())
                .longValue();
    }

    /// Forgets what was sent long ago; until then the same event is recognised and not told again.
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    int forget(Duration older) {
        return entities.createNativeQuery(
                "delete from outbox where sent < clock_timestamp() - ?1 * interval '1 millisecond'")
                .setParameter(1, older.toMillis())
                .executeUpdate();
    }
}
