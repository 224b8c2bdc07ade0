package consilium.runtime.provenance;

import com.oracle.labs.mlrg.olcut.config.protobuf.ProtoProvenanceSerialization;
import com.oracle.labs.mlrg.olcut.config.protobuf.protos.RootProvenanceProto;
import com.oracle.labs.mlrg.olcut.provenance.ProvenanceUtil;
import consilium.kernel.artefact.ArtefactStore;
import consilium.kernel.artefact.BlobSink;
import consilium.kernel.ledger.Execution;
import consilium.kernel.problem.Problem;
import consilium.kernel.recipe.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The provenance of every execution, in OLCUT's protobuf form, as a blob of its own beside the artefacts: when and
/// where something was made must not change what it is called.
@ApplicationScoped
public class Provenances {

    private static final ProtoProvenanceSerialization FORM = new ProtoProvenanceSerialization(false);

    private final ArtefactStore store;

    Provenances(ArtefactStore store) {
        this.store = store;
    }

    /// One that is not kept yet.
    ///
    /// @param name of the blob that it will be
    public record Written(Digest name, byte[] bytes) {}

    /// @param slice what the stage read of the spec, as a tree
    public static Written written(Execution execution, Map<String, ? extends @Nullable Object> slice) {
        byte[] bytes = write(StageProvenance.of(execution, slice));
        return new Written(Digest.of(bytes), bytes);
    }

    /// @return its name
    public Digest keep(Written provenance) {
        try (BlobSink sink = store.newBlob()) {
            sink.write(provenance.bytes());
            return sink.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The provenance as a plain tree.
    ///
    /// @throws consilium.kernel.problem.ProblemException `ArtefactMissing` or `ArtefactDamaged`
    public Map<String, @Nullable Object> tree(Digest provenance) {
        return tree(read(bytes(provenance), provenance));
    }

    static byte[] write(StageProvenance provenance) {
        return FORM.serializeToProto(ProvenanceUtil.marshalProvenance(provenance)).toByteArray();
    }

    static StageProvenance read(byte[] bytes, Digest name) {
        try {
            return (StageProvenance) ProvenanceUtil.unmarshalProvenance(
                    FORM.deserializeFromProto(RootProvenanceProto.parseFrom(bytes)));
        } catch (IOException e) {
            throw new Problem.ArtefactDamaged(name, "provenance", String.valueOf(e.getMessage())).toException(e);
        }
    }

    static Map<String, @Nullable Object> tree(StageProvenance provenance) {
        Map<String, @Nullable Object> tree = new TreeMap<>();
        provenance.parts().forEach((name, part) -> tree.put(name, ProvenanceTrees.read(part)));
        return tree;
    }

    private byte[] bytes(Digest provenance) {
        try (InputStream in = store.open(provenance)) {
            byte[] bytes = in.readAllBytes();
            if (!Digest.of(bytes).equals(provenance)) {
                throw new Problem.ArtefactDamaged(provenance, "provenance", "its bytes have another digest")
                        .toException();
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
