package consilium.ingest.nifti;

import consilium.ingest.source.ByteSource;
import consilium.ingest.source.Damage;
import java.nio.ByteOrder;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NiftiDamageTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aDamagedFileIsReadOrRefused(int version) {
        byte[] valid = valid(version);

        Damage.cutEverywhere(valid, NiftiDamageTest::readAll);
        Damage.changeEverywhere(valid, NiftiDamageTest::readAll);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aDamagedGzipIsReadOrRefused(int version) {
        byte[] valid = NiftiBytes.gzip(valid(version));

        Damage.cutEverywhere(valid, NiftiDamageTest::readAll);
        Damage.changeEverywhere(valid, NiftiDamageTest::readAll);
    }

    @Property(tries = 300)
    void bytesAfterAHeadersFirstAreReadOrRefused(@ForAll @Size(max = 600) byte[] noise) {
        byte[] file = valid(1);
        System.arraycopy(noise, 0, file, 4, Math.min(noise.length, file.length - 4));
        Damage.hold(file, "noise", NiftiDamageTest::readAll);
    }

    private static byte[] valid(int version) {
        return NiftiBytes.version(version, ByteOrder.LITTLE_ENDIAN).shape(2, 3, 2, 2).type(4, 16)
                .scaling(2, 1).qform(1, 0, 0, 0, 1, 2, 3)
                .with(48, voxels -> {
                    for (int index = 0; index < 24; index++) {
                        voxels.putShort((short) index);
                    }
                });
    }

    private static void readAll(ByteSource source) {
        NiftiFile file = NiftiFile.open(source);
        for (Axis axis : Axis.values()) {
            file.slice(axis, file.slices(axis) - 1, file.header().shape().volumes() - 1);
        }
        file.labels(Axis.Z, 0, 0);
        file.eachSlice(0, (z, slice) -> slice.values());
    }
}
