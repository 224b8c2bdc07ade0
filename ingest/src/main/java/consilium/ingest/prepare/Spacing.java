package consilium.ingest.prepare;

/// Distance of pixel centres along a row and from row to row, millimetres.
public record Spacing(double x, double y) {

    public Spacing {
        if (!(x > 0 && y > 0 && Double.isFinite(x) && Double.isFinite(y))) {
            throw new IllegalArgumentException("a spacing is above 0 and finite, was " + x + " x " + y);
        }
    }
}
