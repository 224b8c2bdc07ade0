package consilium.ingest.dicom;

import java.nio.ByteOrder;
import java.util.Optional;

/// How a file's data set and pixels are encoded; those that are only named here are refused by name.
///
/// Source: DICOM PS3.6, table A-1.
public enum TransferSyntax {
    IMPLICIT_LITTLE_ENDIAN("1.2.840.10008.1.2", "Implicit VR Little Endian", Coding.NATIVE),
    EXPLICIT_LITTLE_ENDIAN("1.2.840.10008.1.2.1", "Explicit VR Little Endian", Coding.NATIVE),
    DEFLATED_LITTLE_ENDIAN("1.2.840.10008.1.2.1.99", "Deflated Explicit VR Little Endian", Coding.NATIVE),
    EXPLICIT_BIG_ENDIAN("1.2.840.10008.1.2.2", "Explicit VR Big Endian", Coding.NATIVE),
    RLE_LOSSLESS("1.2.840.10008.1.2.5", "RLE Lossless", Coding.RLE),
    ENCAPSULATED("1.2.840.10008.1.2.1.98", "Encapsulated Uncompressed Explicit VR Little Endian", Coding.OTHER),
    JPEG_BASELINE("1.2.840.10008.1.2.4.50", "JPEG Baseline (Process 1)", Coding.OTHER),
    JPEG_EXTENDED("1.2.840.10008.1.2.4.51", "JPEG Extended (Process 2 and 4)", Coding.OTHER),
    JPEG_LOSSLESS("1.2.840.10008.1.2.4.57", "JPEG Lossless, Non-Hierarchical (Process 14)", Coding.OTHER),
    JPEG_LOSSLESS_SV1("1.2.840.10008.1.2.4.70", "JPEG Lossless, First-Order Prediction", Coding.OTHER),
    JPEG_LS_LOSSLESS("1.2.840.10008.1.2.4.80", "JPEG-LS Lossless", Coding.OTHER),
    JPEG_LS_NEAR_LOSSLESS("1.2.840.10008.1.2.4.81", "JPEG-LS Lossy (Near-Lossless)", Coding.OTHER),
    JPEG_2000_LOSSLESS("1.2.840.10008.1.2.4.90", "JPEG 2000 (Lossless Only)", Coding.OTHER),
    JPEG_2000("1.2.840.10008.1.2.4.91", "JPEG 2000", Coding.OTHER),
    JPEG_2000_PART_2_LOSSLESS("1.2.840.10008.1.2.4.92", "JPEG 2000 Part 2 (Lossless Only)", Coding.OTHER),
    JPEG_2000_PART_2("1.2.840.10008.1.2.4.93", "JPEG 2000 Part 2", Coding.OTHER),
    JPIP("1.2.840.10008.1.2.4.94", "JPIP Referenced", Coding.OTHER),
    JPIP_DEFLATE("1.2.840.10008.1.2.4.95", "JPIP Referenced Deflate", Coding.OTHER),
    MPEG2_MAIN("1.2.840.10008.1.2.4.100", "MPEG2 Main Profile", Coding.OTHER),
    MPEG4_HIGH("1.2.840.10008.1.2.4.102", "MPEG-4 AVC/H.264 High Profile", Coding.OTHER),
    HEVC_MAIN("1.2.840.10008.1.2.4.107", "HEVC/H.265 Main Profile", Coding.OTHER),
    JPEG_XL_LOSSLESS("1.2.840.10008.1.2.4.110", "JPEG XL Lossless", Coding.OTHER),
    JPEG_XL("1.2.840.10008.1.2.4.112", "JPEG XL", Coding.OTHER),
    HTJ2K_LOSSLESS("1.2.840.10008.1.2.4.201", "High-Throughput JPEG 2000 (Lossless Only)", Coding.OTHER),
    HTJ2K_LOSSLESS_RPCL("1.2.840.10008.1.2.4.202", "High-Throughput JPEG 2000 with RPCL (Lossless Only)", Coding.OTHER),
    HTJ2K("1.2.840.10008.1.2.4.203", "High-Throughput JPEG 2000", Coding.OTHER);

    /// How the pixels lie in the data set.
    enum Coding {
        /// As they are.
        NATIVE,
        /// Byte planes in runs, one fragment per frame.
        RLE,
        /// In a way that is not read here.
        OTHER
    }

    private final String uid;
    private final String title;
    private final Coding coding;

    TransferSyntax(String uid, String title, Coding coding) {
        this.uid = uid;
        this.title = title;
        this.coding = coding;
    }

    public String uid() {
        return uid;
    }

    /// The standard's name.
    public String title() {
        return title;
    }

    Coding coding() {
        return coding;
    }

    boolean explicit() {
        return this != IMPLICIT_LITTLE_ENDIAN;
    }

    ByteOrder order() {
        return this == EXPLICIT_BIG_ENDIAN ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    }

    static Optional<TransferSyntax> of(String uid) {
        for (TransferSyntax syntax : values()) {
            if (syntax.uid.equals(uid)) {
                return Optional.of(syntax);
            }
        }
        return Optional.empty();
    }
}
