package consilium.ingest.dicom;

import static consilium.ingest.dicom.Attribute.BITS_ALLOCATED;
import static consilium.ingest.dicom.Attribute.BITS_STORED;
import static consilium.ingest.dicom.Attribute.COLUMNS;
import static consilium.ingest.dicom.Attribute.HIGH_BIT;
import static consilium.ingest.dicom.Attribute.IMAGE_ORIENTATION_PATIENT;
import static consilium.ingest.dicom.Attribute.IMAGE_POSITION_PATIENT;
import static consilium.ingest.dicom.Attribute.INSTANCE_NUMBER;
import static consilium.ingest.dicom.Attribute.MEDIA_STORAGE_SOP_INSTANCE_UID;
import static consilium.ingest.dicom.Attribute.MODALITY;
import static consilium.ingest.dicom.Attribute.NUMBER_OF_FRAMES;
import static consilium.ingest.dicom.Attribute.PATIENT_ID;
import static consilium.ingest.dicom.Attribute.PHOTOMETRIC_INTERPRETATION;
import static consilium.ingest.dicom.Attribute.PIXEL_REPRESENTATION;
import static consilium.ingest.dicom.Attribute.PIXEL_SPACING;
import static consilium.ingest.dicom.Attribute.RESCALE_INTERCEPT;
import static consilium.ingest.dicom.Attribute.RESCALE_SLOPE;
import static consilium.ingest.dicom.Attribute.ROWS;
import static consilium.ingest.dicom.Attribute.SAMPLES_PER_PIXEL;
import static consilium.ingest.dicom.Attribute.SERIES_INSTANCE_UID;
import static consilium.ingest.dicom.Attribute.SLICE_THICKNESS;
import static consilium.ingest.dicom.Attribute.SOP_INSTANCE_UID;
import static consilium.ingest.dicom.Attribute.STUDY_INSTANCE_UID;

import consilium.ingest.dicom.DicomHeader.PixelFormat;
import consilium.ingest.dicom.DicomHeader.Plane;
import consilium.ingest.dicom.DicomHeader.Rescale;
import consilium.ingest.dicom.DicomHeader.Spacing;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;

/// Makes the header out of the attributes found, and refuses images of another kind than one sample per pixel.
final class HeaderReader {

    private final DataSet attributes;
    private final TransferSyntax syntax;

    private HeaderReader(DataSet attributes, TransferSyntax syntax) {
        this.attributes = attributes;
        this.syntax = syntax;
    }

    static DicomHeader read(DataSet attributes, TransferSyntax syntax) {
        return new HeaderReader(attributes, syntax).read();
    }

    private DicomHeader read() {
        return new DicomHeader(
                attributes.text(PATIENT_ID).orElse(""),
                attributes.requiredText(STUDY_INSTANCE_UID),
                attributes.requiredText(SERIES_INSTANCE_UID),
                sopInstanceUid(),
                attributes.requiredText(MODALITY),
                attributes.integer(INSTANCE_NUMBER),
                plane(),
                spacing(),
                thickness(),
                size(ROWS),
                size(COLUMNS),
                frames(),
                pixels(),
                inverted(),
                rescale(),
                syntax);
    }

    private String sopInstanceUid() {
        return attributes.text(SOP_INSTANCE_UID)
                .or(() -> attributes.text(MEDIA_STORAGE_SOP_INSTANCE_UID))
                .orElseGet(() -> attributes.requiredText(SOP_INSTANCE_UID));
    }

    private Optional<Plane> plane() {
        Optional<double[]> position = attributes.numbers(IMAGE_POSITION_PATIENT, 3);
        Optional<double[]> directions = attributes.numbers(IMAGE_ORIENTATION_PATIENT, 6);
        return position.flatMap(first -> directions.map(second -> new Plane(list(first), list(second))));
    }

    private Optional<Spacing> spacing() {
        return attributes.numbers(PIXEL_SPACING, 2)
                .map(numbers -> checked(PIXEL_SPACING, () -> new Spacing(numbers[0], numbers[1])));
    }

    private OptionalDouble thickness() {
        return attributes.numbers(SLICE_THICKNESS, 1).stream().mapToDouble(numbers -> numbers[0]).findFirst();
    }

    private int size(Attribute attribute) {
        int size = attributes.requiredShort(attribute);
        if (size < 1) {
            throw attributes.refuse(attribute, "must be at least 1, was " + size);
        }
        return size;
    }

    private int frames() {
        int frames = attributes.integer(NUMBER_OF_FRAMES).orElse(1);
        if (frames < 1) {
            throw attributes.refuse(NUMBER_OF_FRAMES, "must be at least 1, was " + frames);
        }
        return frames;
    }

    private PixelFormat pixels() {
        int samples = attributes.requiredShort(SAMPLES_PER_PIXEL);
        if (samples != 1) {
            throw attributes.refuse(SAMPLES_PER_PIXEL, "must be 1, was " + samples + "; colour is not read");
        }
        int representation = attributes.requiredShort(PIXEL_REPRESENTATION);
        if (representation > 1) {
            throw attributes.refuse(PIXEL_REPRESENTATION, "must be 0 or 1, was " + representation);
        }
        return checked(
                BITS_STORED,
                () -> new PixelFormat(
                        attributes.requiredShort(BITS_ALLOCATED),
                        attributes.requiredShort(BITS_STORED),
                        attributes.requiredShort(HIGH_BIT),
                        representation == 1));
    }

    private boolean inverted() {
        String interpretation = attributes.requiredText(PHOTOMETRIC_INTERPRETATION);
        return switch (interpretation) {
            case "MONOCHROME1" -> true;
            case "MONOCHROME2" -> false;
            default -> throw attributes.refuse(
                    PHOTOMETRIC_INTERPRETATION,
                    "must be MONOCHROME1 or MONOCHROME2, was " + interpretation.replaceAll("[^ -~]", "?"));
        };
    }

    private Rescale rescale() {
        double slope = attributes.numbers(RESCALE_SLOPE, 1).map(numbers -> numbers[0]).orElse(1.0);
        double intercept = attributes.numbers(RESCALE_INTERCEPT, 1).map(numbers -> numbers[0]).orElse(0.0);
        return checked(RESCALE_SLOPE, () -> new Rescale(slope, intercept));
    }

    private <T> T checked(Attribute attribute, Supplier<T> made) {
        try {
            return made.get();
        } catch (IllegalArgumentException e) {
            throw attributes.refuse(attribute, "is wrong: " + e.getMessage()).problem().toException(e);
        }
    }

    private static List<Double> list(double[] numbers) {
        return Arrays.stream(numbers).boxed().toList();
    }
}
