package consilium.ingest.shell.growing;

import consilium.kernel.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether a delivery comes from whoever knows the secret. Compared without telling by the time it takes how much was right.
///
/// Source: CVAT's documentation, "Webhooks", "Webhook secret"; Label Studio's webhooks have headers of one's own and no
/// signature.
final class Signature {

    private static final String HMAC = "HmacSHA256";

    private final Tool tool;
    private final Optional<String> secret;

    Signature(Tool tool, Optional<String> secret) {
        this.tool = tool;
        this.secret = secret.filter(given -> !given.isBlank());
    }

    /// @param header `sha256=` and the HMAC-SHA256 of the body in hexadecimal digits
    /// @throws consilium.kernel.problem.ProblemException `Unauthorised`
    void requireHmac(Optional<String> header, byte[] body) {
        String expected = "sha256=" + hmac(known(), body);
        require(header, expected, "X-Signature-256 must be sha256= and the HMAC-SHA256 of the body under the secret");
    }

    /// @param header `Bearer` and the secret
    /// @throws consilium.kernel.problem.ProblemException `Unauthorised`
    void requireBearer(Optional<String> header) {
        require(header, "Bearer " + known(), "Authorization must be Bearer and the secret");
    }

    private void require(Optional<String> header, String expected, String rule) {
        boolean right = header.isPresent() && MessageDigest.isEqual(bytes(header.get()), bytes(expected));
        if (!right) {
            throw new Problem.Unauthorised("webhook of " + tool.label(),
                    rule + (header.isPresent() ? "; it was not" : "; the header was not there")).toException();
        }
    }

    private String known() {
        return secret.orElseThrow(() -> new Problem.Unauthorised("webhook of " + tool.label(),
                "no secret is configured; set consilium.ingest." + tool.label() + ".secret").toException());
    }

    private static String hmac(String secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(bytes(secret), HMAC));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform has " + HMAC, impossible);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
