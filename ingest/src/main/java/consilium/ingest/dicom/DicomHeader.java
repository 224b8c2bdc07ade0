package consilium.ingest.dicom;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/// What a DICOM file says of its image, checked.
///
/// @param patientId      empty where it was removed
/// @param instanceNumber order within the series, where given
/// @param plane          where the image lies in the patient, where given
/// @param thickness      of the slice in millimetres, where given
/// @param frames         images in the file, 1 for plain CT
/// @param inverted       whether the smallest value is shown white (MONOCHROME1)
/// @param rescale        from stored numbers to the modality's unit, Hounsfield units for CT
public record DicomHeader(
        String patientId,
        String studyUid,
        String seriesUid,
        String sopInstanceUid,
        String modality,
        OptionalInt instanceNumber,
        Optional<Plane> plane,
        Optional<Spacing> spacing,
        OptionalDouble thickness,
        int rows,
        int columns,
        int frames,
        PixelFormat pixels,
        boolean inverted,
        Rescale rescale,
        TransferSyntax transferSyntax) {

    /// Distance between the centres of neighbouring pixels in millimetres.
    ///
    /// @param rows    from one row to the next, so along y
    /// @param columns from one column to the next, so along x
    public record Spacing(double rows, double columns) {
        public Spacing {
            if (!(rows > 0 && columns > 0)) {
                throw new IllegalArgumentException("must be above 0, was " + rows + ", " + columns);
            }
        }
    }

    /// Position and orientation in the patient's coordinates: x to the left, y to the back, z to the head, millimetres.
    ///
    /// @param position   of the first pixel's centre
    /// @param directions of a row, then of a column: six cosines
    public record Plane(List<Double> position, List<Double> directions) {

        public Plane {
            position = List.copyOf(position);
            directions = List.copyOf(directions);
            if (position.size() != 3 || directions.size() != 6) {
                throw new IllegalArgumentException("a plane has 3 coordinates and 6 cosines");
            }
        }

        /// How far along its own normal the plane lies, in millimetres: what slices are ordered by.
        public double distance() {
            return normal(1, 2) * position.get(0) + normal(2, 0) * position.get(1) + normal(0, 1) * position.get(2);
        }

        private double normal(int first, int second) {
            return directions.get(first) * directions.get(3 + second)
                    - directions.get(second) * directions.get(3 + first);
        }
    }

    /// How a stored number lies in its bytes.
    ///
    /// @param allocated bits per pixel in the file: 8, 16 or 32
    /// @param stored    bits that count, up to `highest`
    /// @param highest   index of the most significant bit that counts
    public record PixelFormat(int allocated, int stored, int highest, boolean signed) {

        public PixelFormat {
            if (allocated != 8 && allocated != 16 && allocated != 32) {
                throw new IllegalArgumentException("bits allocated must be 8, 16 or 32, was " + allocated);
            }
            if (stored < 1 || stored > allocated) {
                throw new IllegalArgumentException("bits stored must be 1 to " + allocated + ", was " + stored);
            }
            if (highest < stored - 1 || highest >= allocated) {
                throw new IllegalArgumentException(
                        "the high bit must be " + (stored - 1) + " to " + (allocated - 1) + ", was " + highest);
            }
        }

        int bytes() {
            return allocated / 8;
        }

        /// The number that the lowest `allocated` bits of `raw` stand for.
        long number(int raw) {
            int unwanted = 31 - highest;
            int cut = 32 - stored;
            int kept = raw << unwanted;
            return signed ? kept >> cut : (kept >>> cut) & 0xffffffffL;
        }

        long smallest() {
            return signed ? -(1L << (stored - 1)) : 0;
        }

        long largest() {
            return signed ? (1L << (stored - 1)) - 1 : (1L << stored) - 1;
        }
    }

    /// `slope * stored + intercept`.
    public record Rescale(double slope, double intercept) {
        public Rescale {
            if (slope == 0) {
                throw new IllegalArgumentException("the rescale slope must not be 0");
            }
        }

        double of(long stored) {
            return slope * stored + intercept;
        }
    }
}
