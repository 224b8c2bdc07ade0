package consilium.ingest.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class ByteReaderTest {

    @Test
    void numbersFollowTheOrder() {
        try (ByteReader in = reader(1, 2, 3, 4, 0xff, 0xff)) {
            assertThat(in.unsigned16()).isEqualTo(0x0201);
            in.order(ByteOrder.BIG_ENDIAN);
            assertThat(in.unsigned16()).isEqualTo(0x0304);
            assertThat(in.int16()).isEqualTo(-1);
            assertThat(in.atEnd()).isTrue();
        }
    }

    @Test
    void peekingDoesNotMove() {
        try (ByteReader in = reader(7, 8)) {
            assertThat(in.peek(4)).containsExactly(7, 8);
            assertThat(in.position()).isZero();
            assertThat(in.unsigned8()).isEqualTo(7);
        }
    }

    @Test
    void aFileCutShortIsRefusedWithTheByteWhereItEnds() {
        try (ByteReader in = reader(1, 2, 3)) {
            assertThatThrownBy(() -> in.bytes(5))
                    .hasMessage("small at byte 3: the file ends here, 2 bytes before it should; it is cut short");
        }
    }

    @Test
    void aSkipBeyondTheEndIsRefused() {
        try (ByteReader in = reader(1, 2, 3)) {
            assertThatThrownBy(() -> in.skip(1L << 40))
                    .hasMessageContaining("small at byte 0: the file ends within the next 1099511627776 bytes");
        }
    }

    @Test
    void aClaimOfGigabytesCostsNothing() {
        Damage.hold(new byte[100], "claim of 2 GB", source -> {
            try (ByteReader in = ByteReader.open(source)) {
                in.bytes(2_000_000_000);
            }
        });
    }

    @Test
    void textEndsAtItsFirstNul() {
        try (ByteReader in = reader('a', 'b', ' ', 0, 'c')) {
            assertThat(in.text(5)).isEqualTo("ab");
        }
    }

    @Test
    void gzipIsKnownByItsContent() throws IOException {
        ByteSource packed = ByteSource.of("packed.bin", gzip(new byte[] {5, 6}));
        try (ByteReader in = Gzip.open(packed)) {
            assertThat(in.bytes(2)).containsExactly(5, 6);
        }
        assertThat(Gzip.mostPlainBytes(packed)).hasValue(1032 * packed.length().orElseThrow());
    }

    @Test
    void aDamagedGzipIsRefused() throws IOException {
        byte[] packed = gzip(new byte[1000]);
        packed[packed.length - 5] ^= 1;
        assertThat(Damage.refusal(ByteSource.of("bad.gz", packed), source -> {
            try (ByteReader in = Gzip.open(source)) {
                in.bytes(1000);
                in.atEnd();
            }
        })).isEqualTo("bad.gz at byte 1000: cannot be read on (Corrupt GZIP trailer)");
    }

    @Test
    void aMissingFileIsRefusedByName() {
        assertThatThrownBy(() -> ByteReader.open(ByteSource.of(Path.of("no-such-file"))))
                .hasMessage("no-such-file: cannot be opened (NoSuchFileException)");
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static ByteReader reader(int... bytes) {
        byte[] content = new byte[bytes.length];
        for (int index = 0; index < bytes.length; index++) {
            content[index] = (byte) bytes[index];
        }
        return ByteReader.open(ByteSource.of("small", content));
    }
}
