package consilium.train;

/// An image as it is shown to the network, with the labels it is held against.
///
/// @param item      its index in the image set
/// @param shown     how, with its labels
/// @param epoch     in which it is shown, from 1 on; [#VALIDATION] when nothing is learned from it
/// @param annotator whose label map it is held against; [#EVERYONE] where all that is known of the image is used
record Pick(int item, Symmetry shown, int epoch, int annotator) {

    static final int VALIDATION = 0;
    static final int EVERYONE = -1;

    /// With all that is known of the image.
    Pick(int item, Symmetry shown) {
        this(item, shown, VALIDATION, EVERYONE);
    }

    Pick shownBy(Symmetry other) {
        return new Pick(item, other, epoch, annotator);
    }
}
