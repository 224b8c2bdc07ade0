package consilium.ingest.source;

import consilium.kernel.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/// A zip whose entries are read where they lie; nothing is unpacked to disk. Entries may be read from several threads.
public final class ZipArchive implements AutoCloseable {

    private final Path path;
    private final ZipFile zip;

    private ZipArchive(Path path, ZipFile zip) {
        this.path = path;
        this.zip = zip;
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when the file is no zip, is cut short, or names an
    ///                                                   entry outside of itself
    public static ZipArchive open(Path path) {
        try {
            ZipArchive archive = new ZipArchive(path, new ZipFile(path.toFile(), StandardCharsets.UTF_8));
            archive.requireSafeNames();
            return archive;
        } catch (ZipException e) {
            throw new Problem.BadInput(path.toString(), "", "is no zip, or is cut short (" + e.getMessage() + ")")
                    .toException(e);
        } catch (IOException e) {
            throw new Problem.BadInput(path.toString(), "", "cannot be opened (" + e.getMessage() + ")").toException(e);
        }
    }

    public Path path() {
        return path;
    }

    /// Names of the entries that are files, sorted.
    public List<String> names() {
        return zip.stream()
                .filter(entry -> !entry.isDirectory())
                .map(ZipEntry::getName)
                .sorted()
                .toList();
    }

    /// @param name one of [#names()]
    public ByteSource entry(String name) {
        return new Entry(name, true);
    }

    /// An entry whose reader knows by itself how much to expect, and may unpack to any multiple of what is packed.
    ///
    /// @param name one of [#names()]
    public ByteSource unguarded(String name) {
        return new Entry(name, false);
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw new Problem.BadInput(path.toString(), "", "cannot be closed (" + e.getMessage() + ")").toException(e);
        }
    }

    /// Nothing is written under these names, but a zip that has them was made to do harm, or by a broken tool.
    private void requireSafeNames() throws IOException {
        for (ZipEntry entry : (Iterable<ZipEntry>) zip.stream().map(ZipEntry.class::cast)::iterator) {
            String name = entry.getName();
            if (name.startsWith("/") || name.indexOf('\\') >= 0 || Arrays.asList(name.split("/")).contains("..")) {
                zip.close();
                throw new Problem.BadInput(path.toString(), "entry " + name,
                        "names of entries are paths within the zip,"
                                + " parted by / and without ..")
                        .toException();
            }
        }
    }

    /// Its length is claimed by the zip and not believed, so it is not known.
    private final class Entry implements ByteSource {

        private final String name;
        private final boolean guarded;

        Entry(String name, boolean guarded) {
            this.name = name;
            this.guarded = guarded;
        }

        @Override
        public String name() {
            return path + "!" + name;
        }

        @Override
        public OptionalLong length() {
            return OptionalLong.empty();
        }

        @Override
        public long expectedLength() throws IOException {
            return entry().getSize();
        }

        @Override
        public InputStream open() throws IOException {
            ZipEntry entry = entry();
            InputStream in = zip.getInputStream(entry);
            return guarded ? new BombGuard(in, entry.getCompressedSize()) : in;
        }

        private ZipEntry entry() throws IOException {
            ZipEntry entry = zip.getEntry(name);
            if (entry == null) {
                throw new IOException("the zip has no such entry");
            }
            return entry;
        }
    }
}
