package consilium.ingest.dicom;

import consilium.ingest.source.ByteReader;
import consilium.kernel.problem.ProblemException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// The attributes found before the pixels, read as the types they have; a value that does not fit is refused by its
/// attribute's name.
final class DataSet {

    private final ByteReader in;
    private final ByteOrder order;
    private final Map<Attribute, byte[]> values;

    DataSet(ByteReader in, ByteOrder order, Map<Attribute, byte[]> values) {
        this.in = in;
        this.order = order;
        this.values = new EnumMap<>(values);
    }

    Optional<String> text(Attribute attribute) {
        return Optional.ofNullable(values.get(attribute))
                .map(value -> new String(value, StandardCharsets.ISO_8859_1).replace('\0', ' ').strip())
                .filter(text -> !text.isEmpty());
    }

    String requiredText(Attribute attribute) {
        return text(attribute).orElseThrow(() -> missing(attribute));
    }

    /// An attribute of value representation US.
    int requiredShort(Attribute attribute) {
        byte[] value = values.get(attribute);
        if (value == null) {
            throw missing(attribute);
        }
        if (value.length != 2) {
            throw refuse(attribute, "must be one 16-bit number, has " + value.length + " bytes");
        }
        return ByteBuffer.wrap(value).order(order).getShort() & 0xffff;
    }

    /// An attribute of value representation IS.
    OptionalInt integer(Attribute attribute) {
        Optional<String> text = text(attribute);
        if (text.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            return OptionalInt.of(Integer.parseInt(text.get()));
        } catch (NumberFormatException e) {
            throw refuse(attribute, "must be a whole number, was \"" + brief(text.get()) + "\"").problem()
                    .toException(e);
        }
    }

    /// An attribute of value representation DS with so many finite numbers; none where it is absent or empty.
    Optional<double[]> numbers(Attribute attribute, int count) {
        return text(attribute).map(text -> {
            String[] parts = text.split("\\\\", -1);
            if (parts.length != count) {
                throw refuse(attribute, "must have " + count + " numbers, was \"" + brief(text) + "\"");
            }
            double[] numbers = new double[count];
            for (int index = 0; index < count; index++) {
                numbers[index] = number(attribute, parts[index]);
            }
            return numbers;
        });
    }

    ProblemException refuse(Attribute attribute, String why) {
        return in.refuse("header", attribute + " " + why);
    }

    private double number(Attribute attribute, String text) {
        try {
            double number = Double.parseDouble(text.strip());
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw refuse(attribute, "must be a number, was \"" + brief(text) + "\"").problem().toException(e);
        }
        throw refuse(attribute, "must be finite, was \"" + brief(text) + "\"");
    }

    private ProblemException missing(Attribute attribute) {
        return refuse(attribute, "is missing");
    }

    private static String brief(String text) {
        String printable = text.replaceAll("[^ -~]", "?");
        return printable.length() > 60 ? printable.substring(0, 57) + "..." : printable;
    }
}
