package consilium.simulate;

import consilium.kernel.image.LabelMap;

/// One class of a map with several, on which mistakes are made, and the map around it.
///
/// What is drawn of the target covers what lies there. What was the target and is not drawn becomes what lies nearest to
/// it, of two equally near labels the smaller.
final class TargetClass {

    private final LabelMap truth;
    private final int target;

    TargetClass(LabelMap truth, int target) {
        this.truth = truth;
        this.target = target;
    }

    /// The target alone, label 1.
    LabelMap shape() {
        return LabelMap.generate(truth.width(), truth.height(), pixel -> truth.at(pixel) == target ? 1 : 0);
    }

    /// @param drawn   where the annotator sees the target: label 1
    /// @param drawnAs the class they take it for
    LabelMap redrawn(LabelMap drawn, int drawnAs) {
        return LabelMap.generate(truth.width(), truth.height(), pixel -> {
            if (drawn.at(pixel) != 0) {
                return drawnAs;
            }
            return truth.at(pixel) == target ? nearest(pixel) : truth.at(pixel);
        });
    }

    /// Ring by ring, until none further out can be nearer; background where all is the target.
    private int nearest(int pixel) {
        int x = pixel % truth.width();
        int y = pixel / truth.width();
        int label = 0;
        int least = Integer.MAX_VALUE;
        int most = Math.max(truth.width(), truth.height());
        for (int ring = 1; ring <= most && ring * ring <= least; ring++) {
            for (int dy = -ring; dy <= ring; dy++) {
                int step = Math.abs(dy) == ring ? 1 : 2 * ring;
                for (int dx = -ring; dx <= ring; dx += step) {
                    int other = other(x + dx, y + dy);
                    int square = dx * dx + dy * dy;
                    if (other >= 0 && (square < least || square == least && other < label)) {
                        least = square;
                        label = other;
                    }
                }
            }
        }
        return label;
    }

    /// The label at a place, or -1 where it is the target, or outside.
    private int other(int x, int y) {
        boolean inside = x >= 0 && y >= 0 && x < truth.width() && y < truth.height();
        return inside && truth.at(x, y) != target ? truth.at(x, y) : -1;
    }
}
