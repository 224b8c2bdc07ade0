package consilium.train;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.EngineSpec;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.MethodSpec;
import consilium.kernel.spec.TrainingSpec;
import consilium.kernel.spec.TrainingSpec.Symmetries;
import consilium.networks.Targets;
import consilium.runtime.store.DirectoryStore;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LessonsTest {

    private static final RandomStreams STREAMS = new RandomStreams(5, "train");

    @TempDir
    Path folder;

    @Test
    void everyEpochShowsEveryImageOnceAndKeepsTheLastFew() {
        Lessons lessons = lessons(true);

        List<List<Pick>> epoch = lessons.epoch(1);

        assertThat(epoch).hasSize(lessons.stepsPerEpoch()).extracting(List::size).containsExactly(5, 5, 5, 1);
        assertThat(epoch.stream().flatMap(List::stream).map(Pick::item)).containsExactlyInAnyOrder(
                Arrays.stream(lessons.training()).boxed().toArray(Integer[]::new));
        assertThat(lessons.epoch(2)).isNotEqualTo(epoch);
        assertThat(lessons.epoch(1)).isEqualTo(epoch);
    }

    @Test
    void aboutHalfOfTheImagesAreTurned() {
        Lessons lessons = lessons(true);
        long turned = 0;
        for (int epoch = 1; epoch <= 100; epoch++) {
            turned += lessons.epoch(epoch).stream().flatMap(List::stream).filter(LessonsTest::turned).count();
        }

        assertThat(turned).isBetween(700L, 900L);
        assertThat(lessons(false).epoch(1).stream().flatMap(List::stream).filter(LessonsTest::turned)).isEmpty();
    }

    /// Trainings of old are made again bit for bit only while this stays.
    @Test
    void theCoinThatTurnsAnImageHasTheNameItAlwaysHad() {
        for (Pick pick : lessons(true).epoch(3).stream().flatMap(List::stream).toList()) {
            assertThat(turned(pick)).isEqualTo(coin("turn/3/image-" + pick.item()));
        }
        for (Pick pick : lessons(new MethodSpec.CnnOnAllLabels(), true).epoch(3).stream().flatMap(List::stream)
                .toList()) {
            assertThat(turned(pick)).isEqualTo(coin("turn/3/" + pick.annotator() + "/image-" + pick.item()));
        }
    }

    private static boolean coin(String name) {
        return STREAMS.stream(name).nextBoolean();
    }

    @Test
    void imageAndLabelsAreTurnedTogether() {
        Lessons lessons = lessons(true);
        Lessons.Batch straight = lessons.batch(List.of(new Pick(0, Symmetry.IDENTITY)));
        Lessons.Batch turned = lessons.batch(List.of(new Pick(0, Symmetry.HALF_TURN)));

        assertThat(reversed(turned.images().values())).containsExactly(straight.images().values());
        float[] said = ((Targets.Annotations) straight.targets()).said();
        float[] saidTurned = ((Targets.Annotations) turned.targets()).said();
        int pixels = Phantoms.SIDE * Phantoms.SIDE;
        for (int plane = 0; plane < said.length; plane += pixels) {
            assertThat(reversed(Arrays.copyOfRange(saidTurned, plane, plane + pixels)))
                    .containsExactly(Arrays.copyOfRange(said, plane, plane + pixels));
        }
    }

    @Test
    void turningTwiceIsNotTurning() {
        LabelMap map = LabelMap.generate(3, 2, pixel -> pixel);

        assertThat(Symmetry.HALF_TURN.apply(map)).isEqualTo(LabelMap.generate(3, 2, pixel -> 5 - pixel));
        assertThat(Symmetry.HALF_TURN.apply(Symmetry.HALF_TURN.apply(map))).isEqualTo(map);
    }

    @Test
    void squareHasEightSymmetriesAndAnotherRectangleFour() {
        LabelMap square = LabelMap.generate(3, 3, pixel -> pixel);
        LabelMap oblong = LabelMap.generate(3, 2, pixel -> pixel);

        assertThat(Symmetry.of(Symmetries.ALL, 3, 3)).hasSize(8).extracting(each -> each.apply(square))
                .doesNotHaveDuplicates();
        assertThat(Symmetry.of(Symmetries.ALL, 2, 3)).hasSize(4).extracting(each -> each.apply(oblong))
                .doesNotHaveDuplicates();
        assertThat(Symmetry.of(Symmetries.HALF_TURN, 3, 3)).containsExactly(Symmetry.IDENTITY, Symmetry.HALF_TURN);
        assertThat(new Symmetry(false, false, true).apply(square))
                .isEqualTo(LabelMap.generate(3, 3, pixel -> pixel % 3 * 3 + pixel / 3));
    }

    @Test
    void planesAreShownAsMapsAre() {
        LabelMap map = LabelMap.generate(3, 3, pixel -> pixel);
        float[] planes = new float[18];
        for (int i = 0; i < planes.length; i++) {
            planes[i] = i;
        }
        for (Symmetry symmetry : Symmetry.of(Symmetries.ALL, 3, 3)) {
            float[] shown = symmetry.apply(planes, 3, 3);
            for (int pixel = 0; pixel < 9; pixel++) {
                assertThat(shown[pixel]).isEqualTo(symmetry.apply(map).at(pixel));
                assertThat(shown[9 + pixel]).isEqualTo(9f + symmetry.apply(map).at(pixel));
            }
        }
    }

    @Test
    void everyOrderIsAsLikelyAsAnyOther() {
        Map<List<Integer>, Integer> seen = new HashMap<>();
        for (int draw = 0; draw < 6000; draw++) {
            int[] order = Shuffle.of(new int[] {1, 2, 3}, STREAMS.stream("draw/" + draw));
            seen.merge(Arrays.stream(order).boxed().toList(), 1, Integer::sum);
        }

        assertThat(seen).hasSize(6);
        assertThat(seen.values()).allSatisfy(count -> assertThat(count).isBetween(880, 1120));
    }

    @Test
    void everyMapIsALessonOfItsOwn() {
        Lessons lessons = lessons(new MethodSpec.CnnOnAllLabels(), true);
        List<Pick> epoch = lessons.epoch(1).stream().flatMap(List::stream).toList();

        int images = lessons.training().length;
        assertThat(epoch).hasSize(3 * images + images / 2).doesNotHaveDuplicates();
        assertThat(lessons.stepsPerEpoch()).isEqualTo(lessons.epoch(1).size());
        assertThat(epoch.stream().filter(pick -> pick.annotator() == 3).map(Pick::item))
                .allMatch(item -> item % 2 == 0)
                .hasSize(images / 2);
    }

    @Test
    void mapOfTheAnnotatorIsWhatIsLearned() {
        Lessons lessons = lessons(new MethodSpec.CnnOnAllLabels(), false);
        int pixels = Phantoms.SIDE * Phantoms.SIDE;

        float[] planes = ((Targets.Soft) lessons.batch(List.of(
                new Pick(0, Symmetry.IDENTITY, 1, 1), new Pick(0, Symmetry.IDENTITY, 1, 3)))
                .targets()).probabilities();

        AnnotationSet annotations = annotations();
        for (int pixel = 0; pixel < pixels; pixel++) {
            assertThat(planes[pixels + pixel])
                    .isEqualTo(annotations.map(0, 1).orElseThrow().at(pixel));
            assertThat(planes[3 * pixels + pixel]).isZero();
        }
    }

    @Test
    void oneAnnotatorIsDrawnPerImageAndEpochEachAsLikelyAsTheOthers() {
        Lessons lessons = lessons(new MethodSpec.ProbabilisticUNet(2, 1, 4, 0.005), false);
        int[] seen = new int[Phantoms.ANNOTATORS.size()];
        for (int epoch = 1; epoch <= 200; epoch++) {
            List<Pick> picks = lessons.epoch(epoch).stream().flatMap(List::stream).toList();
            assertThat(picks.stream().map(Pick::item))
                    .containsExactlyInAnyOrder(
                            Arrays.stream(lessons.training()).boxed().toArray(Integer[]::new));
            picks.stream().filter(pick -> pick.item() % 2 == 0).forEach(pick -> seen[pick.annotator()]++);
            assertThat(picks).allMatch(pick -> pick.item() % 2 == 0 || pick.annotator() < 3);
        }

        for (int count : seen) {
            assertThat(count).isBetween(330, 470);
        }
        assertThat(lessons.epoch(3)).isEqualTo(lessons.epoch(3));
    }

    @Test
    void chanceHasANamePerEpochImageAndAnnotator() {
        Lessons lessons = lessons(new MethodSpec.ProbabilisticUNet(2, 1, 4, 0.005), false);
        Pick one = new Pick(0, Symmetry.IDENTITY, 1, 0);

        float[] noise =
                noise(lessons, List.of(one, new Pick(0, Symmetry.IDENTITY, 2, 0), new Pick(2, Symmetry.IDENTITY, 1, 0),
                        new Pick(0, Symmetry.IDENTITY, 1, 1)));

        assertThat(noise).hasSize(8).doesNotHaveDuplicates();
        assertThat(noise(lessons, List.of(new Pick(2, Symmetry.IDENTITY, 1, 0), one)))
                .containsExactly(noise[4], noise[5], noise[0], noise[1]);
    }

    @Test
    void everyMapValidates() {
        Lessons lessons = lessons(new MethodSpec.ProbabilisticUNet(2, 1, 4, 0.005), true);

        List<Pick> picks = lessons.validationBatches().stream().flatMap(List::stream).toList();

        assertThat(picks).hasSize(4 * 3 + 2).allMatch(pick -> pick.shown().equals(Symmetry.IDENTITY));
    }

    private static float[] noise(Lessons lessons, List<Pick> picks) {
        return ((Targets.OneReading) lessons.batch(picks).targets()).noise();
    }

    private AnnotationSet annotations() {
        return AnnotationSet.of(new Phantoms(new DirectoryStore(folder), 24)
                .inputs(List.of(Role.ANNOTATIONS))
                .get(Role.ANNOTATIONS));
    }

    private Lessons lessons(boolean augment) {
        return lessons(new MethodSpec.ConfusionMatrices(0.1, 5, 1, 1), augment);
    }

    private Lessons lessons(MethodSpec method, boolean augment) {
        Phantoms phantoms = new Phantoms(new DirectoryStore(folder), 24);
        StageSpec.Train spec = new StageSpec.Train(
                method,
                new TrainingSpec(
                        new TrainingSpec.Network(2, 2), 1, 5, 0.01, TrainingSpec.Decay.NONE, 0, augment, 0, 1,
                        TrainingSpec.Device.CPU, 1),
                new EngineSpec("pytorch", "2.7.1", "cpu", 1),
                5);
        ImageSet images = phantoms.images();
        return Lessons.of(
                images,
                Labels.of(spec, phantoms.inputs(spec.reads()), images, STREAMS),
                5,
                spec.training().shownBy(),
                STREAMS);
    }

    private static boolean turned(Pick pick) {
        return pick.shown().equals(Symmetry.HALF_TURN);
    }

    private static float[] reversed(float[] values) {
        float[] reversed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }
}
