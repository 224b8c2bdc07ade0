package consilium.fuse;

import consilium.kernel.artefact.Artefact;
import consilium.kernel.dataset.AnnotationSet;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import consilium.kernel.spec.FusionSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The votes on each image of a data set, checked as they are read.
final class AnnotatedImages {

    private static final String CLASSES = "classes";

    /// Set by whoever writes one image of a data set that grows.
    private static final String PART = "part";

    private final Digest digest;
    private final AnnotationSet annotations;
    private final int classes;
    private final boolean part;

    private AnnotatedImages(Digest digest, AnnotationSet annotations, int classes, boolean part) {
        this.digest = digest;
        this.annotations = annotations;
        this.classes = classes;
        this.part = part;
    }

    /// The number of classes is the artefact's attribute `classes`, where its maker set one; else the labels in use,
    /// up to the largest, and at least 2.
    static AnnotatedImages of(Artefact artefact) {
        AnnotationSet annotations = AnnotationSet.of(artefact);
        Object said = artefact.manifest().attributes().get(CLASSES);
        int classes = said instanceof Number number ? number.intValue() : Math.max(2, 1 + largest(annotations));
        boolean part = Boolean.TRUE.equals(artefact.manifest().attributes().get(PART));
        return new AnnotatedImages(artefact.digest(), annotations, classes, part);
    }

    private static int largest(AnnotationSet annotations) {
        int largest = 0;
        for (int image = 0; image < annotations.size(); image++) {
            for (Optional<LabelMap> map : annotations.maps(image)) {
                largest = Math.max(largest, map.map(LabelMap::labels).map(AnnotatedImages::largest).orElse(0));
            }
        }
        return largest;
    }

    private static int largest(byte[] labels) {
        int largest = 0;
        for (byte label : labels) {
            largest = Math.max(largest, label & 0xff);
        }
        return largest;
    }

    AnnotationSet set() {
        return annotations;
    }

    int size() {
        return annotations.size();
    }

    int classes() {
        return classes;
    }

    /// Whether this is one image of a larger set, put together elsewhere.
    boolean part() {
        return part;
    }

    /// What was said of one image; empty where nobody looked.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` for a label outside the classes
    Optional<Fusion> image(int index) {
        List<Optional<byte[]>> maps = new ArrayList<>();
        for (int annotator = 0; annotator < annotations.annotators().size(); annotator++) {
            maps.add(annotations.map(index, annotator).map(LabelMap::labels));
        }
        return maps.stream().allMatch(Optional::isEmpty) ? Optional.empty() : Optional.of(counted(index, maps));
    }

    /// Counting looks at every vote anyway, so who gave a label outside the classes is searched for only where it says
    /// that somebody did.
    private Fusion counted(int index, List<Optional<byte[]>> maps) {
        Votes votes = Votes.ofRows(classes, annotations.width(), maps);
        try {
            return new Fusion(votes);
        } catch (IllegalArgumentException refused) {
            for (int n = 0; n < votes.present(); n++) {
                int largest = largest(votes.map(n));
                if (largest >= classes) {
                    throw outside(index, votes.annotator(n), largest);
                }
            }
            throw refused;
        }
    }

    /// What a method needs of every image.
    ///
    /// @throws consilium.kernel.problem.ProblemException `BadInput` for a label without a region in a hierarchical vote;
    ///         `TooLarge` for images too large to be fused pixel by pixel
    void requireFit(FusionSpec method) {
        if (method instanceof FusionSpec.HierarchicalVote vote) {
            requireRegions(vote);
        }
        Fusion.requireFit(method, annotations.width(), annotations.height(), classes);
    }

    private void requireRegions(FusionSpec.HierarchicalVote vote) {
        HierarchicalVote.missing(vote, classes).ifPresent(why -> {
            throw new Problem.BadInput("annotations " + digest.brief(), "", why).toException();
        });
    }

    private RuntimeException outside(int image, int annotator, int label) {
        String who = annotations.annotators().get(annotator);
        return new Problem.BadInput(
                "annotations " + digest.brief(),
                "image " + image + ", annotator " + who,
                "label " + label + " is outside the " + classes + " classes, 0 to " + (classes - 1))
                .toException();
    }
}
