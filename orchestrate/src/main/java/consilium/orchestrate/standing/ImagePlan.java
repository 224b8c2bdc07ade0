package consilium.orchestrate.standing;

import consilium.kernel.plan.StageSpec;
import consilium.kernel.plan.Step;
import consilium.kernel.recipe.Digest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The work for one image whose annotations changed: it is ingested by itself and fused by each fusion.
///
/// A fusion of one image has the recipe that the image has as a part of the whole, so that the whole is later put together
/// from what was made here.
public final class ImagePlan {

    private ImagePlan() {}

    /// The id of an image's first step; images may have any name.
    public static String step(String image) {
        return "image-" + Digest.of(image).brief();
    }

    /// The id of the step that fuses it.
    public static String step(String image, int fusion) {
        return step(image) + "/fuse-" + fusion;
    }

    /// @param version of the data set, at which the image's annotations changed
    public static Step of(StandingSpec spec, long version, String image) {
        List<Step> fusions = new ArrayList<>();
        spec.fusions().forEach(fusion -> fusions.add(new Step(
                step(image, fusions.size()), new StageSpec.Fuse(fusion), Optional.empty(), 0, List.of())));
        StageSpec ingest = new StageSpec.Ingest(spec.dataset().at(version).of(image), spec.experiment().seed());
        return new Step(step(image), ingest, Optional.empty(), 0, fusions);
    }
}
