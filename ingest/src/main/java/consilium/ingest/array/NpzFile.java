package consilium.ingest.array;

import consilium.ingest.source.ZipArchive;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// An array in a zip of `.npy` files, as `numpy.savez` and `savez_compressed` make it.
final class NpzFile {

    private static final String ENDING = ".npy";

    /// One deflated byte never stands for more plain ones.
    ///
    /// Source: zlib's technical details, "maximum compression factor".
    private static final long MOST_PER_BYTE = 1032;

    private NpzFile() {}

    static StoredArray open(Path path, Optional<String> array) throws IOException {
        Path unpacked = Files.createTempFile("array-", ENDING);
        boolean kept = false;
        try (ZipArchive zip = ZipArchive.open(path)) {
            String entry = array.map(name -> name + ENDING).orElseGet(() -> only(path, zip.names()));
            if (!zip.names().contains(entry)) {
                throw StoredArray.refuse(path.toString(), "", "has no array \"" + array.orElse(entry) + "\"; it has "
                        + names(zip.names()));
            }
            unpack(zip, entry, unpacked, Files.size(path) * MOST_PER_BYTE);
            FileChannel file = FileChannel.open(unpacked, StandardOpenOption.READ);
            kept = true;
            return read(path + "!" + entry, file, unpacked);
        } finally {
            if (!kept) {
                Files.deleteIfExists(unpacked);
            }
        }
    }

    private static StoredArray read(String name, FileChannel file, Path unpacked) throws IOException {
        try {
            return new StoredArray(name, file, NpyHeader.read(name, file), Optional.of(unpacked));
        } catch (RuntimeException | IOException e) {
            file.close();
            Files.deleteIfExists(unpacked);
            throw e;
        }
    }

    /// As many bytes as the array's own header announces and one more, by which too long an entry is noticed: an entry that
    /// unpacks without end costs no more disk than that.
    private static void unpack(ZipArchive zip, String entry, Path to, long possible) throws IOException {
        String name = zip.path() + "!" + entry;
        long announced;
        try (InputStream in = zip.unguarded(entry).open()) {
            announced = NpyHeader.announced(name, in);
        }
        if (announced > possible) {
            throw StoredArray.refuse(name, "header", "claims " + announced + " bytes, which the file cannot hold");
        }
        try (InputStream in = zip.unguarded(entry).open();
                FileChannel out = FileChannel.open(to, StandardOpenOption.WRITE)) {
            byte[] block = new byte[1 << 16];
            long left = announced + 1;
            for (int read = in.read(block); read >= 0 && left > 0; read = in.read(block)) {
                out.write(ByteBuffer.wrap(block, 0, (int) Math.min(read, left)));
                left -= read;
            }
        }
    }

    private static String only(Path path, List<String> names) {
        if (names.size() != 1) {
            throw StoredArray.refuse(path.toString(), "", "holds " + names.size() + " arrays: " + names(names)
                    + "; the spec must name one");
        }
        return names.getFirst();
    }

    private static String names(List<String> entries) {
        return String.join(", ", entries.stream().map(name -> name.replaceFirst("\\.npy$", "")).toList());
    }
}
