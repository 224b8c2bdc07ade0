package consilium.kernel.spec;

/// What becomes of a data set of many files when one of them cannot be used.
public enum OnBadInput {
    /// The data set is refused, and the first thing that is wrong is named.
    FAIL,
    /// What cannot be used is left out, and `skipped.json` of the images says what and why. An unusable label map
    /// leaves its annotator out for that image; an unusable image or truth leaves the image out.
    SKIP_AND_REPORT
}
