package consilium.ingest;

import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;

/// What Jazzer calls with every input it tries: the reader that the system property `consilium.fuzz.reader` names reads it or
/// refuses it as bad input; anything else is a finding.
public final class FuzzTarget {

    static final String READER = "consilium.fuzz.reader";

    private FuzzTarget() {}

    public static void fuzzerTestOneInput(byte[] bytes) {
        hold(FuzzedReader.valueOf(System.getProperty(READER, "PNG")), bytes);
    }

    /// @return whether the reader refused it
    static boolean hold(FuzzedReader reader, byte[] bytes) {
        try {
            reader.read(bytes);
            return false;
        } catch (ProblemException e) {
            if (e.problem() instanceof Problem.BadInput bad && !bad.file().isEmpty() && !bad.why().isEmpty()) {
                return true;
            }
            throw e;
        }
    }
}
