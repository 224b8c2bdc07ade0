package consilium.runtime.ledger;

import consilium.kernel.event.Event;
import consilium.kernel.plan.Fact;
import consilium.runtime.kafka.CloudEvents;
import consilium.runtime.kafka.Publisher;
import consilium.runtime.kafka.Topics;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.hibernate.Session;

/// Events that are to be told: written in the transaction that makes them true, sent afterwards at least once, always
/// under the same id.
@ApplicationScoped
public class Outbox {

    private static final int AT_ONCE = 100;

    private static final String PUT = """
            with told as (
                insert into outbox (id, fact, key, payload)
                select * from unnest(cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as text[]))
                on conflict (id) do nothing returning id)
            select array(select id from told)""";

    /// A mark that is lost is an event told again, under its id.
    private static final String SENT = "select " + Sql.UNHURRIED
            + "; update outbox set sent = clock_timestamp() where sent is null and id = any (?)";

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

    /// Keeps events until they are told.
    ///
    /// @return those whose ids are new; one that is known already is not told again
    @Transactional(Transactional.TxType.MANDATORY)
    List<Letter> put(List<Letter> letters) {
        if (letters.isEmpty()) {
            return List.of();
        }
        return entities.unwrap(Session.class).doReturningWork(database -> {
            try (PreparedStatement statement = database.prepareStatement(PUT)) {
                set(statement, 0, letters);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    return told(letters, row.getArray(1));
                }
            }
        });
    }

    /// Those of the letters whose ids are among these.
    static List<Letter> told(List<Letter> letters, Array ids) throws SQLException {
        Set<String> told = Set.of((String[]) ids.getArray());
        return letters.stream().filter(letter -> told.contains(letter.id())).toList();
    }

    /// As four arrays: ids, facts, keys and payloads.
    static void set(PreparedStatement statement, int after, List<Letter> letters) throws SQLException {
        Connection database = statement.getConnection();
        statement.setArray(after + 1, Sql.texts(database, letters, Letter::id));
        statement.setArray(after + 2, Sql.texts(database, letters, letter -> letter.fact().name()));
        statement.setArray(after + 3, Sql.texts(database, letters, Letter::key));
        statement.setArray(after + 4, Sql.texts(database, letters, Letter::payload));
    }

    /// Sends what has just been committed; that it was sent is still to be marked.
    ///
    /// @throws consilium.kernel.problem.ProblemException `DependencyUnavailable`
    void send(List<Letter> letters) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (Letter letter : letters) {
            sent.add(publisher.send(
                    Publisher.structured(topics.of(letter.fact()), letter.key(), letter.payload())));
        }
        sent.forEach(Publisher::await);
    }

    /// Marks what was sent, which else were sent again.
    @Transactional(Transactional.TxType.REQUIRES_NEW)
    void mark(List<String> ids) {
        markSent(ids);
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
        send(letters);
        markSent(letters.stream().map(Letter::id).toList());
        return letters.size();
    }

    private void markSent(List<String> ids) {
        if (!ids.isEmpty()) {
            entities.unwrap(Session.class).doWork(database -> {
                try (PreparedStatement statement = database.prepareStatement(SENT)) {
                    statement.setArray(1, Sql.texts(database, ids, id -> id));
                    statement.execute();
                }
            });
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
