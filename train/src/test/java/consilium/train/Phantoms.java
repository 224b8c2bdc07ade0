package consilium.train;

import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.dataset.Item;
import consilium.kernel.dataset.LabelSet;
import consilium.kernel.dataset.Split;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.Role;
import consilium.kernel.recipe.Digest;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Workshop;
import consilium.runtime.work.LocalWorkshop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Noisy discs, 16 x 16, and four annotators: one exact, one who draws a pixel too much all around, one who draws a
/// pixel too little, one who looked at every other image only and found nothing. The first two thirds are for training,
/// the next sixth for validation, the rest for testing.
final class Phantoms {

    static final int SIDE = 16;
    static final List<String> ANNOTATORS = List.of("exact", "over", "under", "blank");

    private final ArtefactStore store;
    private final Map<String, Digest> artefacts = new HashMap<>();

    Phantoms(ArtefactStore store, int images) {
        this(store, images, 0);
    }

    /// @param offset added to every pixel
    Phantoms(ArtefactStore store, int images, float offset) {
        this.store = store;
        Workshop workshop = new LocalWorkshop(store);
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < images; i++) {
            Split split = i < images * 2 / 3 ? Split.TRAIN : i < images * 5 / 6 ? Split.VALIDATION : Split.TEST;
            items.add(new Item("image-" + i, "case-" + i, split));
        }
        ImageSet.Writer imageSet = ImageSet.write(workshop.artefact(ImageSet.KIND, 1), items, 2, 1, SIDE, SIDE);
        TruthSet.Writer truth = TruthSet.write(workshop.artefact(TruthSet.KIND, 1), images, SIDE, SIDE);
        LabelSet.Writer labels = LabelSet.write(workshop.artefact(LabelSet.KIND, 1), images, 2, SIDE, SIDE);
        AnnotationSet.Writer annotations = AnnotationSet.write(
                workshop.artefact(AnnotationSet.KIND, 1), images, ANNOTATORS.size(), SIDE, SIDE);
        for (int i = 0; i < images; i++) {
            RandomGenerator random = new RandomStreams(11, "phantoms").stream("image-" + i);
            double x = random.nextDouble(5, 11);
            double y = random.nextDouble(5, 11);
            double radius = random.nextDouble(2.5, 4.5);
            LabelMap exact = disc(x, y, radius);
            imageSet.add(noisy(exact, random, offset));
            truth.add(exact);
            labels.add(exact, Planes.hard(exact, 2));
            annotations.add(List.of(
                    Optional.of(exact),
                    Optional.of(disc(x, y, radius + 1)),
                    Optional.of(disc(x, y, radius - 1)),
                    i % 2 == 0 ? Optional.of(LabelMap.background(SIDE, SIDE)) : Optional.empty()));
        }
        artefacts.put(Role.IMAGES, imageSet.commit());
        artefacts.put(Role.TRUTH, truth.commit());
        artefacts.put(Role.LABELS, labels.commit(Map.of()));
        artefacts.put(
                Role.ANNOTATIONS,
                annotations.commit(ANNOTATORS.stream()
                        .map(name -> Map.<String, Object>of("name", name))
                        .toList()));
    }

    /// The artefacts of these roles and no other.
    Inputs inputs(List<String> roles) {
        Map<String, Digest> declared = new HashMap<>(artefacts);
        declared.keySet().retainAll(roles);
        return new Inputs(store, declared);
    }

    ImageSet images() {
        return ImageSet.of(store.artefact(artefacts.get(Role.IMAGES)));
    }

    TruthSet truth() {
        return TruthSet.of(store.artefact(artefacts.get(Role.TRUTH)));
    }

    private static LabelMap disc(double x, double y, double radius) {
        return LabelMap.generate(SIDE, SIDE, pixel -> {
            double dx = pixel % SIDE - x;
            double dy = pixel / SIDE - y;
            return dx * dx + dy * dy <= radius * radius ? 1 : 0;
        });
    }

    private static float[] noisy(LabelMap map, RandomGenerator random, float offset) {
        float[] image = new float[map.size()];
        for (int pixel = 0; pixel < image.length; pixel++) {
            image[pixel] = (float) (0.3 + 0.4 * map.at(pixel) + 0.1 * (random.nextDouble() - 0.5)) + offset;
        }
        return image;
    }
}
