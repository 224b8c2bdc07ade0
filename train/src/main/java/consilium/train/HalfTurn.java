package consilium.train;

import consilium.kernel.image.LabelMap;

/// A turn by 180 degrees: every plane's pixels from last to first.
final class HalfTurn {

    private HalfTurn() {}

    /// @param planes some planes of so many pixels, one after the other; changed in place
    static float[] turn(float[] planes, int pixels) {
        for (int start = 0; start < planes.length; start += pixels) {
            for (int low = start, high = start + pixels - 1; low < high; low++, high--) {
                float kept = planes[low];
                planes[low] = planes[high];
                planes[high] = kept;
            }
        }
        return planes;
    }

    static LabelMap turn(LabelMap map) {
        return LabelMap.generate(map.width(), map.height(), pixel -> map.at(map.size() - 1 - pixel));
    }
}
