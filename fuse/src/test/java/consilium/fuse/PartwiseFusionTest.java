package consilium.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.LabelSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.FusionSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.runtime.store.DirectoryStore;
import consilium.runtime.work.LocalWorkshop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A set of parts, of which some were fused before.
class PartwiseFusionTest {

    private static final FusionSpec.Staple STAPLE = new FusionSpec.Staple(1000, 0, 1, false);
    private static final List<String> NAMES = List.of("ada", "ben", "cay");
    private static final int SIDE = 6;

    private DirectoryStore store;
    private Remembering workshop;

    @BeforeEach
    void open(@TempDir Path folder) {
        store = new DirectoryStore(folder);
        workshop = new Remembering(store);
    }

    @Test
    void onlyPartsThatChangedAreFusedAgain() {
        List<Digest> parts = new ArrayList<>(List.of(part(1, 0, 1, 2), part(2, 0, 1), part(3, 1, 2)));
        fuse(whole(parts));
        assertThat(workshop.made).isEqualTo(3);

        parts.set(1, part(4, 0, 1, 2));
        Made again = fuse(whole(parts));
        assertThat(workshop.made).isEqualTo(4);
        assertThat(fuseAfresh(whole(parts)).outputs()).isEqualTo(again.outputs());
    }

    @Test
    void theWholeIsItsPartsOneAfterTheOther() {
        List<Digest> parts = List.of(part(1, 0, 1, 2), part(2, 0, 2));
        LabelSet whole = labels(fuse(whole(parts)));
        for (int image = 0; image < 2; image++) {
            LabelSet part = labels(fuse(parts.get(image)));
            assertThat(whole.map(image)).isEqualTo(part.map(0));
            assertThat(whole.probabilities(image)).isEqualTo(part.probabilities(0));
        }
    }

    @Test
    void whoDidNotLookChangesNothing() {
        LabelSet present = labels(fuse(part(2, 0, 2)));
        LabelSet withAbsent = labels(fuse(annotations(Map.of("classes", 2), NAMES,
                List.of(List.of(Optional.of(map(2, 0)), Optional.empty(), Optional.of(map(2, 2)))), List.of())));
        assertThat(present.map(0)).isEqualTo(withAbsent.map(0));
        assertThat(present.probabilities(0)).isEqualTo(withAbsent.probabilities(0));
    }

    @Test
    void aPartTellsHowItsAnnotatorsAgreeWithTheConsensus() {
        LabelMap half = LabelMap.generate(SIDE, SIDE, pixel -> pixel < 18 ? 1 : 0);
        LabelMap less = LabelMap.generate(SIDE, SIDE, pixel -> pixel < 12 ? 1 : 0);
        Digest part = annotations(Map.of("classes", 2, "part", true), NAMES,
                List.of(List.of(Optional.of(half), Optional.of(half), Optional.of(less))), List.of());
        Made made = new FuseStage().make(
                new StageSpec.Fuse(new FusionSpec.MajorityVote()), new Inputs(store, Map.of(Role.ANNOTATIONS, part)),
                workshop);
        assertThat(made.summary().get("agreement")).isEqualTo(List.of(
                Map.of("name", "ada", "counts", List.of(List.of(18L, 0L), List.of(0L, 18L))),
                Map.of("name", "ben", "counts", List.of(List.of(18L, 0L), List.of(0L, 18L))),
                Map.of("name", "cay", "counts", List.of(List.of(18L, 6L), List.of(0L, 12L)))));
    }

    @Test
    void aPooledFusionTakesTheWholeAsOne() {
        Digest whole = whole(List.of(part(1, 0, 1, 2), part(2, 0, 1)));
        new FuseStage().make(new StageSpec.Fuse(new FusionSpec.Staple(1000, 0, 1, true)),
                new Inputs(store, Map.of(Role.ANNOTATIONS, whole)), workshop);
        assertThat(workshop.made).isZero();
    }

    private Made fuse(Digest annotations) {
        return new FuseStage().make(
                new StageSpec.Fuse(STAPLE), new Inputs(store, Map.of(Role.ANNOTATIONS, annotations)), workshop);
    }

    private Made fuseAfresh(Digest annotations) {
        return new FuseStage().make(new StageSpec.Fuse(STAPLE),
                new Inputs(store, Map.of(Role.ANNOTATIONS, annotations)), new LocalWorkshop(store));
    }

    private LabelSet labels(Made made) {
        return LabelSet.of(store.artefact(made.outputs().get(Role.LABELS)));
    }

    /// One image by those annotators alone.
    private Digest part(int image, int... annotators) {
        List<String> names = new ArrayList<>();
        List<Optional<LabelMap>> maps = new ArrayList<>();
        for (int annotator : annotators) {
            names.add(NAMES.get(annotator));
            maps.add(Optional.of(map(image, annotator)));
        }
        return annotations(Map.of("classes", 2, "part", true), names, List.of(maps), List.of());
    }

    private Digest whole(List<Digest> parts) {
        List<List<Optional<LabelMap>>> images = new ArrayList<>();
        for (Digest part : parts) {
            AnnotationSet set = AnnotationSet.of(store.artefact(part));
            List<Optional<LabelMap>> maps = new ArrayList<>();
            for (String name : NAMES) {
                int annotator = set.annotators().indexOf(name);
                maps.add(annotator < 0 ? Optional.empty() : set.map(0, annotator));
            }
            images.add(maps);
        }
        return annotations(Map.of("classes", 2), NAMES, images, parts);
    }

    private Digest annotations(
            Map<String, Object> attributes,
            List<String> names,
            List<List<Optional<LabelMap>>> images,
            List<Digest> parts) {
        ArtefactWriter artefact = workshop.artefact(AnnotationSet.KIND, 1);
        attributes.forEach(artefact::attribute);
        if (!parts.isEmpty()) {
            artefact.table(Inputs.PARTS, parts.stream().map(Digest::hex).toList());
        }
        try (AnnotationSet.Writer writer = AnnotationSet.write(artefact, images.size(), names.size(), SIDE, SIDE)) {
            images.forEach(writer::add);
            return writer.commit(names.stream().map(name -> Map.<String, Object>of("name", name)).toList());
        }
    }

    private static LabelMap map(int image, int annotator) {
        RandomGenerator noise = new RandomStreams(image, "test").stream("map-" + annotator);
        return LabelMap.generate(SIDE, SIDE, pixel -> (pixel % SIDE < 3 ? 1 : 0) ^ (noise.nextInt(8) == 0 ? 1 : 0));
    }

    /// Knows parts again by their inputs, as the ledger does, and counts those that it did not.
    private static final class Remembering extends LocalWorkshop {

        private final Map<Map<String, Digest>, Map<String, Artefact>> known = new HashMap<>();
        private int made;

        Remembering(DirectoryStore store) {
            super(store);
        }

        @Override
        public Map<String, Artefact> part(Inputs part, Supplier<Made> make) {
            return known.computeIfAbsent(part.digests(), inputs -> {
                made++;
                return super.part(part, make);
            });
        }
    }
}
