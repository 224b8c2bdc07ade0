package consilium.ingest.lidc;

import consilium.ingest.lidc.LidcReading.Region;
import consilium.ingest.lidc.LidcReading.Session;
import consilium.kernel.image.LabelMap;
import consilium.kernel.problem.Problem;
import java.util.List;

/// Turns one reader's outlines on one slice into a label map: 1 for nodule, 0 for the rest.
///
/// The edges lie just outside of a nodule, so a nodule is what an edge encloses without the edge itself; a hole, which
/// is drawn the same way, goes with its edge. The first pixel is (1, 1) in the files and (0, 0) here. Checked pixel by
/// pixel against all masks that LIDCToolbox (Lampert et al. 2016) published as its sample.
public final class LidcMasks {

    /// An edge may run just outside the image, where what it encloses touches the border.
    private static final int MARGIN = 1;

    private LidcMasks() {}

    /// @param width  of the image in pixels, 512 in the collection
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when an edge does not lie in such an image
    public static LabelMap draw(LidcReading reading, Session session, String sopInstanceUid, int width, int height) {
        List<Region> regions = session.nodules().stream()
                .flatMap(nodule -> nodule.regions().stream())
                .filter(region -> region.sopInstanceUid().equals(sopInstanceUid))
                .toList();
        regions.forEach(region -> check(reading, session, region, width, height));
        byte[] labels = new byte[Math.multiplyExact(width, height)];
        regions.stream().filter(Region::inclusion).forEach(
                region -> Outline.enclosed(region.edge()).each((x, y) -> set(labels, width, height, x, y, 1)));
        regions.stream().filter(region -> !region.inclusion()).forEach(
                region -> Outline.filled(region.edge()).each((x, y) -> set(labels, width, height, x, y, 0)));
        return new LabelMap(width, height, labels);
    }

    private static void set(byte[] labels, int width, int height, int x, int y, int label) {
        if (x >= 1 && y >= 1 && x <= width && y <= height) {
            labels[(y - 1) * width + x - 1] = (byte) label;
        }
    }

    private static void check(LidcReading reading, Session session, Region region, int width, int height) {
        Edge edge = region.edge();
        if (edge.left() < 1 - MARGIN || edge.top() < 1 - MARGIN
                || edge.right() > width + MARGIN || edge.bottom() > height + MARGIN) {
            throw new Problem.BadInput(
                    reading.file(),
                    session.annotator() + " on image " + region.sopInstanceUid(),
                    "the edge reaches from (" + edge.left() + ", " + edge.top() + ") to (" + edge.right() + ", "
                            + edge.bottom() + ") and must lie in an image of " + width + " x " + height + " pixels")
                    .toException();
        }
    }
}
