package consilium.deploy;

import consilium.kernel.problem.Problem;
import java.util.Arrays;
import java.util.HexFormat;

/// The formats an image may be sent in, told apart by their first bytes: a wrong content type misleads nobody.
enum ImageFormat {
    PNG("\u0089PNG\r\n\u001a\n"),
    TIFF("II*\0", "MM\0*"),
    NPY("\u0093NUMPY");

    private final String[] magics;

    ImageFormat(String... magics) {
        this.magics = magics;
    }

    /// @throws consilium.kernel.problem.ProblemException `Unreadable` when it is none of them
    static ImageFormat of(byte[] body) {
        if (body.length == 0) {
            throw unreadable("is empty; send a PNG, a TIFF or a .npy file");
        }
        for (ImageFormat format : values()) {
            if (Arrays.stream(format.magics).anyMatch(magic -> startsWith(body, magic))) {
                return format;
            }
        }
        byte[] start = Arrays.copyOf(body, Math.min(8, body.length));
        throw unreadable("is neither PNG, TIFF nor .npy; its first bytes are "
                + HexFormat.ofDelimiter(" ").formatHex(start));
    }

    private static boolean startsWith(byte[] body, String magic) {
        for (int i = 0; i < magic.length(); i++) {
            if (i >= body.length || (body[i] & 0xff) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static RuntimeException unreadable(String why) {
        return new Problem.Unreadable("image", "", why).toException();
    }
}
