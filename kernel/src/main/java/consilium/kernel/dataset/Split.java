package consilium.kernel.dataset;

/// What an image is for.
public enum Split {
    /// Parameters are learned from it.
    TRAIN,
    /// Decides when training stops, by its noisy labels.
    VALIDATION,
    /// Scores the result; never seen in training.
    TEST
}
