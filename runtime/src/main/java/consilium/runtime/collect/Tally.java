package consilium.runtime.collect;

import consilium.runtime.store.CollectableStore.Blob;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Counts what a collection finds in the store.
final class Tally {

    private final Instant young;
    private long blobs;
    private long bytes;
    private long keptBlobs;
    private long keptBytes;
    private long youngBlobs;

    /// @param young blobs written after it are left alone
    Tally(Instant young) {
        this.young = young;
    }

    void add(List<Blob> batch, Marks marks, boolean dryRun) {
        try {
            List<Blob> unmarked = marks.unmarked(batch);
            List<Blob> rubbish = unmarked.stream().filter(blob -> blob.written().isBefore(young)).toList();
            count(batch, rubbish);
            youngBlobs += unmarked.size() - rubbish.size();
            if (!dryRun) {
                marks.condemn(rubbish);
            }
        } catch (SQLException e) {
            throw Marks.unavailable(e);
        }
    }

    private void count(List<Blob> batch, List<Blob> rubbish) {
        Set<Blob> gone = Set.copyOf(rubbish);
        for (Blob blob : batch) {
            if (gone.contains(blob)) {
                blobs++;
                bytes += blob.bytes();
            } else {
                keptBlobs++;
                keptBytes += blob.bytes();
            }
        }
    }

    Collected collection(Marks marks, boolean dryRun, String store) throws SQLException {
        return new Collected(
                dryRun,
                store,
                marks.kept(),
                marks.doomedByStage(),
                marks.examples(),
                blobs,
                bytes,
                keptBlobs,
                keptBytes,
                youngBlobs);
    }
}
