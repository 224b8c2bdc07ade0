package consilium.runtime.ledger;

import consilium.kernel.ledger.Claim;
import consilium.kernel.ledger.Execution;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/// Records what is new on one way to the database: the claim ends, and only if it was still held the execution stands, its
/// checkpoint is forgotten, its slice is kept and its events are to be told.
@ApplicationScoped
class Recordings {

    private static final String RECORD = Condemned.LOCK + """
            with entered as (
                     select %s as condemning, exists (select from execution where recipe = ?) as recorded),
                 held as (
                     delete from claim using entered
                     where recipe = ? and fence = ? and (? or not condemning and not recorded) returning recipe),
                 forgotten as (delete from checkpoint where recipe in (select recipe from held)),
                 made as (
                     insert into execution (recipe, stage, revision, slice, summary, environment, attempt, started,
                                            finished, provenance)
                     select recipe, ?, ?, ?, cast(? as jsonb), cast(? as jsonb), ?, ?, ?, ? from held),
                 inputs as (
                     insert into execution_input (recipe, role, artefact)
                     select recipe, key, value from held, json_each_text(cast(? as json))),
                 outputs as (
                     insert into execution_output (recipe, role, artefact)
                     select recipe, key, value from held, json_each_text(cast(? as json))),
                 kept as (
                     insert into slice (digest, tree) select ?, cast(? as jsonb) from held on conflict do nothing),
                 told as (
                     insert into outbox (id, fact, key, payload)
                     select id, fact, key, payload
                     from held, unnest(cast(? as text[]), cast(? as text[]), cast(? as text[]), cast(? as text[]))
                                as event (id, fact, key, payload)
                     on conflict (id) do nothing returning id)
            select condemning, recorded, (select count(*) from held), array(select id from told) from entered"""
            .formatted(Condemned.CONDEMNING);

    private final EntityManager entities;

    Recordings(EntityManager entities) {
        this.entities = entities;
    }

    /// What a recording came to.
    ///
    /// @param entered  as the transaction began
    /// @param recorded whether the ledger had the recipe already
    /// @param told     the events that are new; empty when nothing was recorded
    record Recorded(Condemned.Entered entered, boolean recorded, Optional<List<Letter>> told) {

        /// Whether nothing was in the way; else nothing was recorded.
        boolean plain() {
            return !entered.condemning() && !recorded;
        }
    }

    /// Enters the transaction as [Condemned#enter] does and, where nothing is condemned and the recipe is new, records.
    ///
    /// @param provenance of the execution; to be kept before the transaction ends
    /// @param letters    the events, as they will be sent
    @Transactional(Transactional.TxType.MANDATORY)
    Recorded addPlain(
            Claim claim,
            Execution execution,
            Map<String, @Nullable Object> slice,
            Digest provenance,
            List<Letter> letters) {
        return add(claim, execution, slice, provenance, letters, false);
    }

    /// Records what is new and has been rescued.
    ///
    /// @return the events that are new; empty when the claim was fenced off and nothing was recorded
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<List<Letter>> add(
            Claim claim,
            Execution execution,
            Map<String, @Nullable Object> slice,
            Digest provenance,
            List<Letter> letters) {
        return add(claim, execution, slice, provenance, letters, true).told();
    }

    private Recorded add(
            Claim claim,
            Execution execution,
            Map<String, @Nullable Object> slice,
            Digest provenance,
            List<Letter> letters,
            boolean rescued) {
        return entities.unwrap(Session.class).doReturningWork(database -> {
            try (PreparedStatement statement = database.prepareStatement(RECORD)) {
                int at = 0;
                statement.setString(++at, claim.recipe().hex());
                statement.setString(++at, claim.recipe().hex());
                statement.setLong(++at, claim.fence());
                statement.setBoolean(++at, rescued);
                at = set(statement, at, execution, provenance);
                statement.setString(++at, Canonical.text(slice));
                Outbox.set(statement, at, letters);
                statement.execute();
                return Sql.next(statement, row -> recorded(row, letters));
            }
        });
    }

    /// @return the place of the last parameter that was set
    private static int set(PreparedStatement statement, int after, Execution execution, Digest provenance)
            throws SQLException {
        int at = after;
        statement.setString(++at, execution.recipe().stage().label());
        statement.setInt(++at, execution.recipe().revision());
        statement.setString(++at, execution.recipe().slice().hex());
        statement.setString(++at, Canonical.text(execution.summary()));
        statement.setString(++at, Canonical.text(execution.environment()));
        statement.setInt(++at, execution.attempt());
        statement.setObject(++at, timestamp(execution.started()));
        statement.setObject(++at, timestamp(execution.finished()));
        statement.setString(++at, provenance.hex());
        statement.setString(++at, digests(execution.recipe().inputs()));
        statement.setString(++at, digests(execution.outputs()));
        statement.setString(++at, execution.recipe().slice().hex());
        return at;
    }

    private static Recorded recorded(ResultSet row, List<Letter> letters) throws SQLException {
        return new Recorded(
                new Condemned.Entered(row.getBoolean(1)),
                row.getBoolean(2),
                row.getLong(3) == 1 ? Optional.of(Outbox.told(letters, row.getArray(4))) : Optional.empty());
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static String digests(Map<String, Digest> digests) {
        Map<String, String> hex = new TreeMap<>();
        digests.forEach((role, digest) -> hex.put(role, digest.hex()));
        return Canonical.text(hex);
    }
}
