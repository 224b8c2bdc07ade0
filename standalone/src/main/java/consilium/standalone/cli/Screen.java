package consilium.standalone.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// What the output goes to, and so how it may look.
///
/// @param out     standard output
/// @param err     standard error
/// @param live    whether lines already printed may be replaced: a terminal, and not a dumb one
/// @param colours whether colours are wanted: a terminal, and NO_COLOR is not set (see no-color.org)
/// @param width   columns
/// @param drawing whether the output's character set has box-drawing characters
record Screen(PrintStream out, PrintStream err, boolean live, boolean colours, int width, boolean drawing) {

    private static final int USUAL_WIDTH = 80;
    private static final int WIDE_ENOUGH = 100;

    static Screen ofProcess(consilium.standalone.Settings environment) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        boolean dumb = environment.get("TERM").filter("dumb"::equals).isPresent();
        boolean live = terminal && !dumb;
        return new Screen(
                System.out,
                System.err,
                live,
                live && environment.get("NO_COLOR").isEmpty(),
                live ? terminalWidth() : WIDE_ENOUGH,
                System.out.charset().newEncoder().canEncode('━'));
    }

    /// Where nothing may be coloured or replaced.
    static Screen plain(PrintStream out, PrintStream err) {
        return new Screen(out, err, false, false, WIDE_ENOUGH, true);
    }

    Style style() {
        return new Style(colours);
    }

    private static int terminalWidth() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectErrorStream(true)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            stty.waitFor(1, TimeUnit.SECONDS);
            int width = Integer.parseInt(size.strip().split(" ")[1]);
            return width > 0 ? width : USUAL_WIDTH;
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException _) {
            return USUAL_WIDTH;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return USUAL_WIDTH;
        }
    }
}
