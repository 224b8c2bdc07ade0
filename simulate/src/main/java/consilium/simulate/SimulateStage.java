package consilium.simulate;

import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.ImageSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.Digest;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Stage;
import consilium.kernel.stage.Workshop;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// Lets simulated annotators draw every image, after those whose annotations came with the data set, and keeps as many
/// maps of an image as the spec says.
///
/// Each map is decided by the seed, the image's id and the annotator's name, so images are drawn on all processors
/// and written in their order.
public final class SimulateStage implements Stage<StageSpec.Simulate> {

    private static final int VERSION = 1;
    private static final int IMAGES_AT_A_TIME = 128;

    @Override
    public StageName name() {
        return StageName.SIMULATE;
    }

    @Override
    public Class<StageSpec.Simulate> slice() {
        return StageSpec.Simulate.class;
    }

    @Override
    public Made make(StageSpec.Simulate slice, Inputs inputs, Workshop workshop) {
        ImageSet images = ImageSet.of(inputs.get(Role.IMAGES));
        Panel panel = Panel.of(slice, images, inputs);
        Roster roster = new Roster(panel);
        Digest annotations = draw(images, panel, roster, workshop);
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("images", images.size());
        summary.put("annotators", roster.summary());
        return new Made(Map.of(Role.ANNOTATIONS, annotations), summary);
    }

    private static Digest draw(ImageSet images, Panel panel, Roster roster, Workshop workshop) {
        ArtefactWriter artefact = workshop.artefact(AnnotationSet.KIND, VERSION);
        artefact.attribute("classes", images.classes());
        try (AnnotationSet.Writer writer =
                AnnotationSet.write(artefact, images.size(), panel.size(), images.height(), images.width())) {
            for (int from = 0; from < images.size(); from += IMAGES_AT_A_TIME) {
                int to = Math.min(from + IMAGES_AT_A_TIME, images.size());
                List<List<Optional<LabelMap>>> drawn = IntStream.range(from, to)
                        .parallel()
                        .mapToObj(panel::maps)
                        .toList();
                for (int index = from; index < to; index++) {
                    writer.add(drawn.get(index - from));
                    roster.add(index, drawn.get(index - from));
                }
                workshop.progress(to, images.size(), "image");
            }
            return writer.commit(roster.rows());
        }
    }
}
