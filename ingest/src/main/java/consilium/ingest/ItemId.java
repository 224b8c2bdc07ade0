package consilium.ingest;

/// The ids of images that have no name of their own: `train-00000`, in order for up to 100,000 of them, unique beyond.
final class ItemId {

    private static final int DIGITS = 5;

    private ItemId() {}

    static String of(String series, int index) {
        String number = Integer.toString(index);
        return series + "-" + "0".repeat(Math.max(0, DIGITS - number.length())) + number;
    }
}
