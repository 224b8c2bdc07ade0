package consilium.train;

/// An image as it is shown to the network.
///
/// @param item   its index in the image set
/// @param turned by 180 degrees, with its labels
record Pick(int item, boolean turned) {}
