package consilium.train;

import static org.assertj.core.api.Assertions.assertThat;

import consilium.kernel.dataset.ImageSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.EngineSpec;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.MethodSpec;
import consilium.kernel.spec.TrainingSpec;
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
            turned += lessons.epoch(epoch).stream().flatMap(List::stream).filter(Pick::turned).count();
        }

        assertThat(turned).isBetween(700L, 900L);
        assertThat(lessons(false).epoch(1).stream().flatMap(List::stream).filter(Pick::turned)).isEmpty();
    }

    @Test
    void imageAndLabelsAreTurnedTogether() {
        Lessons lessons = lessons(true);
        Lessons.Batch straight = lessons.batch(List.of(new Pick(0, false)));
        Lessons.Batch turned = lessons.batch(List.of(new Pick(0, true)));

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

        assertThat(HalfTurn.turn(map)).isEqualTo(LabelMap.generate(3, 2, pixel -> 5 - pixel));
        assertThat(HalfTurn.turn(HalfTurn.turn(map))).isEqualTo(map);
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

    private Lessons lessons(boolean augment) {
        Phantoms phantoms = new Phantoms(new DirectoryStore(folder), 24);
        StageSpec.Train spec = new StageSpec.Train(
                new MethodSpec.ConfusionMatrices(0.1, 5, 1, 1),
                new TrainingSpec(
                        new TrainingSpec.Network(2, 2), 1, 5, 0.01, TrainingSpec.Decay.NONE, 0, augment, 0, 1,
                        TrainingSpec.Device.CPU, 1),
                new EngineSpec("pytorch", "2.7.1", "cpu", 1),
                5);
        ImageSet images = phantoms.images();
        return Lessons.of(images, Labels.of(spec, phantoms.inputs(spec.reads()), images), 5, augment, STREAMS);
    }

    private static float[] reversed(float[] values) {
        float[] reversed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            reversed[i] = values[values.length - 1 - i];
        }
        return reversed;
    }
}
