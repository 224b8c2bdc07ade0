package consilium.ingest.dicom;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The attributes read here, by their tags; all others are passed over.
///
/// Source: DICOM PS3.6, tables 6-1 and 7-1.
enum Attribute {
    MEDIA_STORAGE_SOP_INSTANCE_UID(0x00020003),
    TRANSFER_SYNTAX_UID(0x00020010),
    SOP_INSTANCE_UID(0x00080018),
    MODALITY(0x00080060),
    PATIENT_ID(0x00100020),
    SLICE_THICKNESS(0x00180050),
    STUDY_INSTANCE_UID(0x0020000d),
    SERIES_INSTANCE_UID(0x0020000e),
    INSTANCE_NUMBER(0x00200013),
    IMAGE_POSITION_PATIENT(0x00200032),
    IMAGE_ORIENTATION_PATIENT(0x00200037),
    SAMPLES_PER_PIXEL(0x00280002),
    PHOTOMETRIC_INTERPRETATION(0x00280004),
    NUMBER_OF_FRAMES(0x00280008),
    ROWS(0x00280010),
    COLUMNS(0x00280011),
    PIXEL_SPACING(0x00280030),
    BITS_ALLOCATED(0x00280100),
    BITS_STORED(0x00280101),
    HIGH_BIT(0x00280102),
    PIXEL_REPRESENTATION(0x00280103),
    RESCALE_INTERCEPT(0x00281052),
    RESCALE_SLOPE(0x00281053);

    private final int tag;

    Attribute(int tag) {
        this.tag = tag;
    }

    static @Nullable Attribute of(int tag) {
        for (Attribute attribute : values()) {
            if (attribute.tag == tag) {
                return attribute;
            }
        }
        return null;
    }

    /// A tag as the standard writes it: `(0028,0010)`.
    static String written(int tag) {
        return String.format(Locale.ROOT, "(%04X,%04X)", tag >>> 16, tag & 0xffff);
    }

    /// For messages: `ROWS (0028,0010)`.
    @Override
    public String toString() {
        return name() + " " + written(tag);
    }
}
