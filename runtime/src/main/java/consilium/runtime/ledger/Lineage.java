package consilium.runtime.ledger;

import consilium.kernel.ledger.Execution;
import consilium.kernel.plan.StageName;
import consilium.kernel.recipe.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Questions to the ledger: what made this, and from what.
@ApplicationScoped
public class Lineage {

    private static final int NEWEST = 100;
    private static final int LOADED_AT_ONCE = 500;

    private final EntityManager entities;
    private final Slices slices;

    Lineage(EntityManager entities, Slices slices) {
        this.entities = entities;
        this.slices = slices;
    }

    @Transactional
    public Optional<Recorded> execution(Digest recipe) {
        return ExecutionRow.<ExecutionRow>findByIdOptional(recipe.hex()).map(this::recorded);
    }

    /// Every execution that made the artefact, the newest first; several when different recipes arrived at the same
    /// bytes.
    @Transactional
    public List<Recorded> making(Digest artefact) {
        return ExecutionRow.<ExecutionRow>list(
                "select e from ExecutionRow e join e.outputs o where o = ?1 order by e.finished desc, e.recipe",
                artefact.hex())
                .stream()
                .map(this::recorded)
                .toList();
    }

    /// Every execution that read the artefact, the newest first.
    @Transactional
    public List<Recorded> reading(Digest artefact) {
        return ExecutionRow.<ExecutionRow>list(
                "select e from ExecutionRow e join e.inputs i where i = ?1 order by e.finished desc, e.recipe",
                artefact.hex())
                .stream()
                .map(this::recorded)
                .toList();
    }

    /// Every execution of the stage whose summary says that it passed, the newest first.
    @Transactional
    public List<Execution> passed(StageName stage) {
        List<String> recipes = entities.createNativeQuery("select recipe from execution where stage = ?1"
                + " and summary ->> 'passed' = 'true' order by finished desc, recipe", String.class)
                .setParameter(1, stage.label())
                .getResultStream()
                .map(String.class::cast)
                .toList();
        Map<String, Execution> found = new HashMap<>();
        for (int from = 0; from < recipes.size(); from += LOADED_AT_ONCE) {
            ExecutionRow.whole(recipes.subList(from, Math.min(recipes.size(), from + LOADED_AT_ONCE)))
                    .forEach(row -> found.put(row.recipe, row.execution()));
        }
        return recipes.stream().map(found::get).toList();
    }

    /// The newest executions under that slice of a spec, a hundred at most, the newest first: for telling why a recipe
    /// was not found.
    @Transactional
    public List<Recorded> ofSlice(Digest slice) {
        return ExecutionRow.<ExecutionRow>find("slice = ?1 order by finished desc, recipe", slice.hex())
                .page(0, NEWEST)
                .stream()
                .map(this::recorded)
                .toList();
    }

    /// The executions that made the artefacts, and those that made what they read, back to the sources: what is made
    /// first stands first. Of several that made the same bytes, the newest stands for all.
    @Transactional
    public List<Recorded> upstream(Collection<Digest> artefacts) {
        Map<Digest, Recorded> found = new LinkedHashMap<>();
        Set<Digest> asked = new HashSet<>();
        Deque<Digest> open = new ArrayDeque<>(artefacts);
        while (!open.isEmpty()) {
            Digest artefact = open.poll();
            if (asked.add(artefact)) {
                newestMaking(artefact).ifPresent(made -> {
                    found.putIfAbsent(made.recipe(), made);
                    open.addAll(made.execution().recipe().inputs().values());
                });
            }
        }
        return sourcesFirst(found.values());
    }

    private Optional<Recorded> newestMaking(Digest artefact) {
        return ExecutionRow.<ExecutionRow>find(
                "select e from ExecutionRow e join e.outputs o where o = ?1 order by e.finished desc, e.recipe",
                artefact.hex())
                .page(0, 1)
                .firstResultOptional()
                .map(this::recorded);
    }

    private Recorded recorded(ExecutionRow row) {
        return new Recorded(
                row.execution(),
                slices.find(new Digest(row.slice)),
                Optional.ofNullable(row.provenance).map(Digest::new));
    }

    /// Depth first from each execution to those that made its inputs; what made an input thus stands before it.
    private static List<Recorded> sourcesFirst(Collection<Recorded> executions) {
        Map<Digest, Recorded> makers = new LinkedHashMap<>();
        executions.forEach(made -> made.execution().outputs().values().forEach(out -> makers.putIfAbsent(out, made)));
        List<Recorded> ordered = new ArrayList<>();
        Set<Digest> placed = new HashSet<>();
        executions.forEach(made -> place(made, makers, placed, ordered));
        return ordered;
    }

    private static void place(
            Recorded made, Map<Digest, Recorded> makers, Set<Digest> placed, List<Recorded> ordered) {
        if (!placed.add(made.recipe())) {
            return;
        }
        for (Digest input : made.execution().recipe().inputs().values()) {
            Recorded maker = makers.get(input);
            if (maker != null) {
                place(maker, makers, placed, ordered);
            }
        }
        ordered.add(made);
    }
}
