package consilium.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.Consumer;

/// Damages a small valid file in every way there is of one kind, and holds a reader to its promise: it reads, or it
/// refuses with `BadInput` that names the file; it never throws anything else, and never allocates beyond what a file of
/// this size justifies.
public final class Damage {

    /// What a reader may allocate whatever the file: buffers, an XML parser.
    private static final long FIXED = 4L << 20;

    /// What it may allocate for each byte of the file.
    private static final long PER_BYTE = 4096;

    private static final int SMALL = 600;

    private static final int[] VALUES = {0x00, 0x7f, 0x80, 0xff, '0', '9', '<', '-'};

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Damage() {}

    /// Cuts the file after each of its bytes.
    public static int cutEverywhere(byte[] valid, Consumer<ByteSource> reader) {
        for (int length = 0; length < valid.length; length++) {
            hold(Arrays.copyOf(valid, length), "cut to " + length + " bytes", reader);
        }
        return valid.length;
    }

    /// Changes each byte by each single bit and to some values that mean something; in a file beyond [#SMALL] bytes, one
    /// of these sixteen changes per byte, by turns.
    public static int changeEverywhere(byte[] valid, Consumer<ByteSource> reader) {
        int tries = 0;
        for (int at = 0; at < valid.length; at++) {
            for (int which = 0; which < 16; which++) {
                if (valid.length <= SMALL || which == at % 16) {
                    change(valid, at, which < 8 ? valid[at] ^ 1 << which : VALUES[which - 8], reader);
                    tries++;
                }
            }
        }
        return tries;
    }

    private static void change(byte[] valid, int at, int value, Consumer<ByteSource> reader) {
        byte[] changed = valid.clone();
        changed[at] = (byte) value;
        hold(changed, "byte " + at + " made " + (value & 0xff), reader);
    }

    /// Reads bytes of unknown worth.
    public static void hold(byte[] bytes, String what, Consumer<ByteSource> reader) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        try {
            reader.accept(ByteSource.of("damaged", bytes));
        } catch (ProblemException e) {
            assertThat(e.problem()).as(what).isInstanceOf(Problem.BadInput.class);
            assertThat(e.getMessage()).as(what).startsWith("damaged");
        } catch (RuntimeException | Error e) {
            fail(what + ": " + e, e);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        assertThat(allocated).as(what + ": bytes allocated").isLessThan(FIXED + PER_BYTE * bytes.length);
    }

    /// The message with which the reader refuses the bytes.
    public static String refusal(ByteSource source, Consumer<ByteSource> reader) {
        try {
            reader.accept(source);
        } catch (ProblemException e) {
            assertThat(e.problem()).isInstanceOf(Problem.BadInput.class);
            return e.getMessage();
        }
        return fail("was read");
    }
}
