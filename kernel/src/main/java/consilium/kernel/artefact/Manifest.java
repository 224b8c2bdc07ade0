package consilium.kernel.artefact;

import consilium.kernel.format.RecordFormat;
import consilium.kernel.recipe.Canonical;
import consilium.kernel.recipe.Digest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What an artefact is made of. The SHA-256 of its canonical bytes is the artefact's name, so the name vouches for
/// every array and file in it.
///
/// @param kind       such as `images`
/// @param version    of the kind's layout
/// @param arrays     `.npy` blobs by name
/// @param files      other blobs by name, such as `items.json` or `figures/overview.png`
/// @param attributes small values that belong to the whole
public record Manifest(
        String kind, int version, Map<String, Array> arrays, Map<String, File> files, Map<String, Object> attributes) {

    /// @param dtype  NumPy descriptor, such as `<f4`
    /// @param shape  extents, slowest first (C order)
    /// @param digest of the whole `.npy` file
    public record Array(String dtype, List<Long> shape, Digest digest) {}

    public record File(String mediaType, long bytes, Digest digest) {}

    public Digest digest() {
        return Digest.of(bytes());
    }

    /// The canonical JSON that is stored.
    public byte[] bytes() {
        return Canonical.bytes(RecordFormat.write(this));
    }

    /// Every blob, the manifest itself not included.
    public Stream<Digest> blobs() {
        return Stream.concat(
                arrays.values().stream().map(Array::digest), files.values().stream().map(File::digest));
    }
}
