package consilium.ingest.nifti;

/// What a stored number means: `slope * stored + intercept`.
public record Scaling(double slope, double intercept) {

    /// The stored numbers are the values.
    public static final Scaling NONE = new Scaling(1, 0);

    public Scaling {
        if (!Double.isFinite(slope) || slope == 0 || !Double.isFinite(intercept)) {
            throw new IllegalArgumentException(
                    "a scaling has a finite slope other than 0 and a finite intercept, was " + slope + ", "
                            + intercept);
        }
    }

    double of(double stored) {
        return slope * stored + intercept;
    }
}
