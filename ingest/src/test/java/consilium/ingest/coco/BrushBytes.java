package consilium.ingest.coco;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/// Packs an alpha channel as Label Studio's brush does, from the format's description: counts of 3, 4, 8 or 16 bits.
final class BrushBytes {

    private static final int[] COUNT_BITS = {3, 4, 8, 16};

    private final StringBuilder bits = new StringBuilder();

    private BrushBytes() {}

    /// @param alpha of each pixel; the other channels get the same number
    static List<Integer> pack(int... alpha) {
        BrushBytes brush = new BrushBytes();
        List<Integer> numbers = new ArrayList<>();
        for (int each : alpha) {
            numbers.addAll(List.of(each, each, each, each));
        }
        brush.write(numbers.size(), 32);
        brush.write(7, 5);
        for (int each : COUNT_BITS) {
            brush.write(each - 1, 4);
        }
        for (int from = 0; from < numbers.size();) {
            int to = from + 1;
            while (to < numbers.size() && to - from < 1 << 16 && numbers.get(to).equals(numbers.get(from))) {
                to++;
            }
            brush.run(to - from, numbers.get(from));
            from = to;
        }
        return brush.bytes();
    }

    /// Each number on its own, as literals of up to eight.
    static List<Integer> packLiterally(int... numbers) {
        BrushBytes brush = new BrushBytes();
        brush.write(numbers.length, 32);
        brush.write(7, 5);
        for (int each : COUNT_BITS) {
            brush.write(each - 1, 4);
        }
        for (int from = 0; from < numbers.length; from += 8) {
            int count = Math.min(8, numbers.length - from);
            brush.write(0, 1);
            brush.write(0, 2);
            brush.write(count - 1, 3);
            for (int index = from; index < from + count; index++) {
                brush.write(numbers[index], 8);
            }
        }
        return brush.bytes();
    }

    private void run(int length, int number) {
        int kind = 0;
        while (length > 1 << COUNT_BITS[kind]) {
            kind++;
        }
        write(1, 1);
        write(kind, 2);
        write(length - 1, COUNT_BITS[kind]);
        write(number, 8);
    }

    private void write(int value, int count) {
        for (int bit = count - 1; bit >= 0; bit--) {
            bits.append(value >>> bit & 1);
        }
    }

    private List<Integer> bytes() {
        while (bits.length() % 8 != 0) {
            bits.append('0');
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int at = 0; at < bits.length(); at += 8) {
            out.write(Integer.parseInt(bits.substring(at, at + 8), 2));
        }
        List<Integer> bytes = new ArrayList<>();
        for (byte each : out.toByteArray()) {
            bytes.add(each & 0xff);
        }
        return bytes;
    }
}
