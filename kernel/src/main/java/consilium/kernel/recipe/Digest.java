package consilium.kernel.recipe;

import consilium.kernel.format.Scalar;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The SHA-256 of some bytes: the name of whatever those bytes are.
///
/// @param hex 64 lower-case hexadecimal digits
@Scalar
public record Digest(String hex) implements Comparable<Digest> {

    public Digest {
        if (!isHex(hex)) {
            throw new IllegalArgumentException("a digest is 64 lower-case hexadecimal digits, was \"" + hex + "\"");
        }
    }

    private static boolean isHex(String text) {
        boolean all = text.length() == 64;
        for (int i = 0; all && i < 64; i++) {
            char c = text.charAt(i);
            all = c >= '0' && c <= '9' || c >= 'a' && c <= 'f';
        }
        return all;
    }

    public static Digest of(byte[] bytes) {
        return new Digest(HexFormat.of().formatHex(algorithm().digest(bytes)));
    }

    public static Digest of(String text) {
        byte[] sum = algorithm().digest(text.getBytes(StandardCharsets.UTF_8));
        return new Digest(HexFormat.of().formatHex(sum));
    }

    /// The digest that `running` has arrived at; it starts again from nothing afterwards.
    public static Digest of(MessageDigest running) {
        return new Digest(HexFormat.of().formatHex(running.digest()));
    }

    /// A fresh SHA-256, for bytes that arrive in pieces.
    public static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    /// The first twelve digits: enough for a person to tell two apart.
    public String brief() {
        return hex.substring(0, 12);
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return hex;
    }
}
