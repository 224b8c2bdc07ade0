package consilium.ingest.nifti;

/// An axis of the stored array, whatever direction of the body it is.
///
/// A slice across an axis has the two others, in their order: across `Z` a row runs along x and rows follow along y.
public enum Axis {
    X,
    Y,
    Z
}
