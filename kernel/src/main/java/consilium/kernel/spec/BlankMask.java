package consilium.kernel.spec;

/// What an annotator's label map of background alone means, where the data set does not tell by itself.
public enum BlankMask {
    /// They looked and found nothing: a label map like any other.
    NOTHING_FOUND,
    /// They did not look: no label map at all.
    DID_NOT_LOOK
}
