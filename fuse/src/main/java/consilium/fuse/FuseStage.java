package consilium.fuse;

import consilium.kernel.artefact.ArtefactWriter;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.dataset.LabelSet;
import consilium.kernel.dataset.TruthSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.plan.Role;
import consilium.kernel.plan.StageName;
import consilium.kernel.plan.StageSpec;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.FusionSpec;
import consilium.kernel.stage.Inputs;
import consilium.kernel.stage.Made;
import consilium.kernel.stage.Stage;
import consilium.kernel.stage.Workshop;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Turns each image's annotations into one consensus label map with probabilities, one image at a time.
///
/// An image nobody labelled gets equal probabilities and label 0, and is listed in `reliability.json`.
public final class FuseStage implements Stage<StageSpec.Fuse> {

    private static final int VERSION = 1;
    private static final int IMAGES_PER_REPORT = 50;

    @Override
    public StageName name() {
        return StageName.FUSE;
    }

    @Override
    public Class<StageSpec.Fuse> slice() {
        return StageSpec.Fuse.class;
    }

    /// A set put together from parts is fused part by part, unless the method learns of the annotators from the whole.
    @Override
    public Made make(StageSpec.Fuse slice, Inputs inputs, Workshop workshop) {
        boolean pooled = slice.fusion() instanceof FusionSpec.Pooling pooling && pooling.pooled();
        boolean byParts = !pooled && slice.product() == StageSpec.Product.LABELS;
        List<Inputs> parts = byParts ? inputs.parts(Role.ANNOTATIONS) : List.of();
        return parts.isEmpty()
                ? whole(slice, inputs, workshop)
                : new PartwiseFusion(name(slice.fusion()), part -> whole(slice, part, workshop))
                        .make(AnnotationSet.of(inputs.get(Role.ANNOTATIONS)), parts, workshop);
    }

    private static Made whole(StageSpec.Fuse slice, Inputs inputs, Workshop workshop) {
        AnnotatedImages images = AnnotatedImages.of(inputs.get(Role.ANNOTATIONS));
        Reliability reliability = new Reliability(images);
        FusionSpec fusion = slice.fusion();
        images.requireFit(fusion);
        Method method = fusion instanceof FusionSpec.Pooling pooling && pooling.pooled()
                ? together(pooling, images, reliability, workshop)
                : image -> image.fuse(fusion);
        return switch (slice.product()) {
            case LABELS -> {
                Optional<Agreement> agreement = images.part() ? Optional.of(new Agreement(images)) : Optional.empty();
                Digest labels = fuse(name(fusion), method, images, reliability, agreement, workshop);
                yield new Made(Map.of(Role.LABELS, labels), summary(images, reliability, agreement));
            }
            case TRUTH -> {
                Digest truth = goldStandard(method, images, reliability, workshop);
                yield new Made(Map.of(Role.TRUTH, truth), summary(images, reliability, Optional.empty()));
            }
        };
    }

    /// The fused maps alone: who reads the truth reads labels, not probabilities.
    private static Digest goldStandard(
            Method method, AnnotatedImages images, Reliability reliability, Workshop workshop) {
        int height = images.set().height();
        int width = images.set().width();
        ArtefactWriter artefact = workshop.artefact(TruthSet.KIND, VERSION);
        try (TruthSet.Writer writer = TruthSet.write(artefact, images.size(), height, width)) {
            for (int index = 0; index < images.size(); index++) {
                Optional<Fused> fused = images.image(index).map(method::fuse);
                if (fused.isPresent()) {
                    fused.get().estimate().ifPresent(reliability::image);
                    writer.add(new LabelMap(width, height, fused.get().labels()));
                } else {
                    reliability.unlabelled(index);
                    writer.add(LabelMap.background(width, height));
                }
                report(index + 1, images.size(), "image", workshop);
            }
            return writer.commit();
        }
    }

    /// The method's name in the spec.
    private static String name(FusionSpec fusion) {
        return switch (fusion) {
            case FusionSpec.Mean mean -> "mean";
            case FusionSpec.MajorityVote vote -> "majority-vote";
            case FusionSpec.HierarchicalVote vote -> "hierarchical-vote";
            case FusionSpec.Staple staple -> "staple";
            case FusionSpec.SpatialStaple staple -> "spatial-staple";
            case FusionSpec.Collate collate -> "collate";
            case FusionSpec.DawidSkene dawidSkene -> "dawid-skene";
        };
    }

    /// How one image is fused.
    private interface Method {
        Fused fuse(Fusion image);
    }

    private static Method together(
            FusionSpec.Pooling fusion, AnnotatedImages images, Reliability reliability, Workshop workshop) {
        Patterns.Pool pool = new Patterns.Pool(images.classes(), images.set().annotators().size());
        for (int image = 0; image < images.size(); image++) {
            images.image(image).map(Fusion::patterns).ifPresent(pool::add);
            report(image + 1, images.size(), "image counted", workshop);
        }
        if (pool.isEmpty()) {
            return Fusion::mean;
        }
        Estimate estimate = Fusion.estimate(fusion, pool.patterns());
        reliability.pooled(estimate);
        return image -> image.given(estimate);
    }

    private static Digest fuse(
            String name,
            Method method,
            AnnotatedImages images,
            Reliability reliability,
            Optional<Agreement> agreement,
            Workshop workshop) {
        int height = images.set().height();
        int width = images.set().width();
        ArtefactWriter artefact = workshop.artefact(LabelSet.KIND, VERSION);
        try (LabelSet.Writer writer =
                LabelSet.write(artefact, images.size(), images.classes(), height, width)) {
            for (int index = 0; index < images.size(); index++) {
                Optional<Fused> fused = images.image(index).map(method::fuse);
                if (fused.isPresent()) {
                    fused.get().estimate().ifPresent(reliability::image);
                    LabelMap labels = new LabelMap(width, height, fused.get().labels());
                    int image = index;
                    agreement.ifPresent(counts -> counts.add(image, labels));
                    writer.add(labels, fused.get().probabilities());
                } else {
                    reliability.unlabelled(index);
                    writer.add(LabelMap.background(width, height), uniform(images));
                }
                report(index + 1, images.size(), "image", workshop);
            }
            agreement.ifPresent(counts -> artefact.table(Agreement.TABLE, counts.rows()));
            return writer.commit(reliability.table(name));
        }
    }

    private static void report(int done, int total, String unit, Workshop workshop) {
        if (done % IMAGES_PER_REPORT == 0 || done == total) {
            workshop.progress(done, total, unit);
        }
    }

    private static float[] uniform(AnnotatedImages images) {
        float[] uniform = new float[images.classes() * images.set().pixels()];
        Arrays.fill(uniform, 1f / images.classes());
        return uniform;
    }

    private static Map<String, Object> summary(
            AnnotatedImages images, Reliability reliability, Optional<Agreement> agreement) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("images", images.size());
        if (reliability.passes() > 0) {
            summary.put("passes", reliability.passes());
        }
        if (reliability.unlabelled() > 0) {
            summary.put("unlabelled", reliability.unlabelled());
        }
        agreement.ifPresent(counts -> summary.put("agreement", counts.rows()));
        return summary;
    }
}
