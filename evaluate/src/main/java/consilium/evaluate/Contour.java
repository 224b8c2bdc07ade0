package consilium.evaluate;

import consilium.kernel.image.LabelMap;

/// The inner rim of a map's foreground, in one colour.
record Contour(LabelMap map, int colour) {

    /// @param zoom   points on paper per pixel of the map
    /// @param stride every so-manieth pixel of the map is shown
    boolean passes(int x, int y, int zoom, int stride) {
        return foreground(x, y, zoom, stride)
                && !(foreground(x - 1, y, zoom, stride)
                        && foreground(x + 1, y, zoom, stride)
                        && foreground(x, y - 1, zoom, stride)
                        && foreground(x, y + 1, zoom, stride));
    }

    private boolean foreground(int x, int y, int zoom, int stride) {
        int column = Math.floorDiv(x, zoom) * stride;
        int row = Math.floorDiv(y, zoom) * stride;
        return column >= 0 && row >= 0 && column < map.width() && row < map.height()
                && map.at(row * map.width() + column) > 0;
    }
}
