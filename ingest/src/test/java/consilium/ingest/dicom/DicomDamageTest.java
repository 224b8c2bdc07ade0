package consilium.ingest.dicom;

import consilium.ingest.source.ByteSource;
import consilium.ingest.source.Damage;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DicomDamageTest {

    @ParameterizedTest
    @EnumSource(names = {"IMPLICIT_LITTLE_ENDIAN", "EXPLICIT_LITTLE_ENDIAN", "DEFLATED_LITTLE_ENDIAN",
            "EXPLICIT_BIG_ENDIAN", "RLE_LOSSLESS"})
    void aDamagedFileIsReadOrRefused(TransferSyntax syntax) {
        byte[] valid = valid(syntax);

        Damage.cutEverywhere(valid, DicomDamageTest::readAll);
        Damage.changeEverywhere(valid, DicomDamageTest::readAll);
    }

    @Property(tries = 300)
    void bytesAfterTheMagicWordAreReadOrRefused(@ForAll @Size(max = 400) byte[] noise) {
        byte[] file = valid(TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        System.arraycopy(noise, 0, file, 132, Math.min(noise.length, file.length - 132));
        Damage.hold(file, "noise", DicomDamageTest::readAll);
    }

    private static byte[] valid(TransferSyntax syntax) {
        DicomBytes bytes = DicomBytes.ct(syntax);
        bytes.before(bytes.nestedSequence());
        return syntax == TransferSyntax.RLE_LOSSLESS
                ? bytes.frames(List.of(PackedFrame.of(new byte[6], new byte[] {1, 2, 3, 3, 3, 4}))).bytes()
                : bytes.stored(0, 1, 2, 3, 4, 5).bytes();
    }

    private static void readAll(ByteSource source) {
        DicomFile file = DicomFile.open(source);
        file.values(file.header().frames() - 1);
        file.brightness(0);
    }
}
