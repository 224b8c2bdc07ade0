package consilium.runtime.dead;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/// Remembers which letters were sent again.
@ApplicationScoped
class Redriven {

    private final EntityManager entities;

    Redriven(EntityManager entities) {
        this.entities = entities;
    }

    /// Sends, unless it was sent before. Of two who do so at once, one waits for the other and then does not. Who dies
    /// in between has sent and not remembered: then it may be sent again, which does no harm.
    ///
    /// @param topic the id that the broker gave the topic
    /// @return whether it was sent
    @Transactional
    boolean once(String topic, LetterId letter, Runnable send) {
        boolean first = entities.createNativeQuery("insert into redriven_letter (topic_id, partition, place)"
                + " values (?1, ?2, ?3) on conflict do nothing")
                .setParameter(1, topic)
                .setParameter(2, letter.partition())
                .setParameter(3, letter.offset())
                .executeUpdate() == 1;
        if (first) {
            send.run();
        }
        return first;
    }

    @Transactional
    Optional<Instant> when(String topic, LetterId letter) {
        return entities.createNativeQuery("select redriven from redriven_letter where topic_id = ?1 and partition = ?2"
                + " and place = ?3", Instant.class)
                .setParameter(1, topic)
                .setParameter(2, letter.partition())
                .setParameter(3, letter.offset())
                .getResultStream()
                .findFirst()
                .map(Instant.class::cast);
    }
}
