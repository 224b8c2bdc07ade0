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

    private static final String SENT = "update outbox set sent = clock_timestamp() where sent is null and id in (?1)";

    /// Rows that another process is just sending are left to it.
    private static final String OVERDUE = """
            select id, fact, key, payload from outbox
            where sent is null and created <= clock_timestamp() - ?1 * interval '1 millisecond'
            order by sequence limit ?2
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

    Letter letter(Event event) {
        return new Letter(event.id(), event.fact(), event.key(), events.write(event));
    }

    /// Keeps an event until it is told.
    ///
    /// @return false for one whose id is known already, which is not told again
    @Transactional(Transactional.TxType.MANDATORY)
    boolean put(Letter letter) {
        return entities.createNativeQuery(PUT)
                .setParameter(1, letter.id())
                .setParameter(2, letter.fact().name())
                .setParameter(3, letter.key())
                .setParameter(4, letter.payload())
                .executeUpdate() == 1;
    }

    /// Sends what has just been committed.
    ///
    /// @throws consilium.kernel.problem.ProblemException `DependencyUnavailable`; nothing is marked sent then
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void send(List<Letter> letters) {
        sendAll(letters);
    }

    /// Sends what should have been sent some time ago, oldest first: whoever was to send it did not live to.
    ///
    /// @return how many were sent; as many as fit at once when there may be more
    /// @throws consilium.kernel.problem.ProblemException `DependencyUnavailable`; nothing is marked sent then
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    int sendOverdue(Duration age) {
        List<?> rows = entities.createNativeQuery(OVERDUE, Object[].class)
                .setParameter(1, age.toMillis())
                .setParameter(2, AT_ONCE)
                .getResultList();
        List<Letter> letters = rows.stream().map(row -> letter((Object[]) row)).toList();
        sendAll(letters);
        return letters.size();
    }

    private void sendAll(List<Letter> letters) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Letter letter : letters) {
            sent.add(publisher.send(
                    Publisher.structured(topics.of(letter.fact()), letter.key(), letter.payload())));
        }
        sent.forEach(Publisher::await);
        if (!letters.isEmpty()) {
            entities.createNativeQuery(SENT)
                    .setParameter(1, letters.stream().map(Letter::id).toList())
                    .executeUpdate();
        }
    }

    private static Letter letter(Object[] row) {
        return new Letter((String) row[0], Fact.valueOf((String) row[1]), (String) row[2], (String) row[3]);
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
