package consilium.runtime.store;

import consilium.kernel.recipe.Digest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where blobs lie in S3: the object of a blob is `<prefix>/<first two hex digits>/<digest>`.
///
/// @param prefix without slashes at its ends; may be empty
record S3Location(String bucket, String prefix) {

    static final String SCHEME = "s3://";

    private static final Pattern ADDRESS = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/+(.*?))?/*");
    private static final Pattern KEY = Pattern.compile("[0-9a-f]{2}/([0-9a-f]{64})");

    /// @throws IllegalArgumentException when it is no such address
    static S3Location parse(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "a store in S3 is s3://bucket or s3://bucket/prefix, was \"" + address + "\"");
        }
        return new S3Location(parts.group(1), Optional.ofNullable(parts.group(2)).orElse(""));
    }

    String key(Digest blob) {
        return folder() + blob.hex().substring(0, 2) + "/" + blob.hex();
    }

    /// What all keys begin with.
    String folder() {
        return prefix.isEmpty() ? "" : prefix + "/";
    }

    /// The blob that a key names; empty when it names none of ours.
    Optional<Digest> blob(String key) {
        if (!key.startsWith(folder())) {
            return Optional.empty();
        }
        Matcher name = KEY.matcher(key.substring(folder().length()));
        return name.matches() ? Optional.of(new Digest(name.group(1))) : Optional.empty();
    }

    @Override
    public String toString() {
        return SCHEME + bucket + (prefix.isEmpty() ? "" : "/" + prefix);
    }
}
