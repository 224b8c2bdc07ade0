package consilium.ingest.nifti;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import consilium.ingest.source.ByteSource;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NiftiFileTest {

    /// How one element type is written, by the JDK and not by the reader's own code.
    private enum Written {
        UINT8(2, 1) {
            @Override
            void put(ByteBuffer to, long value) {
                to.put((byte) value);
            }
        },
        INT8(256, 1) {
            @Override
            void put(ByteBuffer to, long value) {
                to.put((byte) value);
            }
        },
        INT16(4, 2) {
            @Override
            void put(ByteBuffer to, long value) {
                to.putShort((short) value);
            }
        },
        UINT16(512, 2) {
            @Override
            void put(ByteBuffer to, long value) {
                to.putShort((short) value);
            }
        },
        INT32(8, 4) {
            @Override
            void put(ByteBuffer to, long value) {
                to.putInt((int) value);
            }
        },
        UINT32(768, 4) {
            @Override
            void put(ByteBuffer to, long value) {
                to.putInt((int) value);
            }
        },
        INT64(1024, 8) {
            @Override
            void put(ByteBuffer to, long value) {
                to.putLong(value);
            }
        },
        UINT64(1280, 8) {
            @Override
            void put(ByteBuffer to, long value) {
                to.putLong(value);
            }
        },
        FLOAT32(16, 4) {
            @Override
            void put(ByteBuffer to, long value) {
                to.putFloat(value);
            }
        },
        FLOAT64(64, 8) {
            @Override
            void put(ByteBuffer to, long value) {
                to.putDouble(value);
            }
        };

        final int code;
        final int bytes;

        Written(int code, int bytes) {
            this.code = code;
            this.bytes = bytes;
        }

        abstract void put(ByteBuffer to, long value);

        boolean signed() {
            return !name().startsWith("U");
        }
    }

    static Stream<Arguments> everyKind() {
        List<Arguments> kinds = new ArrayList<>();
        for (int version = 1; version <= 2; version++) {
            for (ByteOrder order : List.of(ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN)) {
                for (Written type : Written.values()) {
                    kinds.add(Arguments.of(version, order, type));
                }
            }
        }
        return kinds.stream();
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyTypeReadsAlikeInEveryVersionAndOrder(int version, ByteOrder order, Written type) {
        long lowest = type.signed() ? -3 : 0;
        NiftiFile file = NiftiBytes.version(version, order).shape(2, 3).type(type.code, 8 * type.bytes)
                .file(6 * type.bytes, voxels -> {
                    for (int index = 0; index < 6; index++) {
                        type.put(voxels, index == 0 ? lowest : 20L * index);
                    }
                });

        assertThat(file.slice(Axis.Z, 0, 0)).containsExactly(lowest, 20, 40, 60, 80, 100);
        assertThat(file.header().version()).isEqualTo(version);
        assertThat(file.header().order()).isEqualTo(order);
        assertThat(file.header().type()).hasToString(type.name());
    }

    @Test
    void theLargestUnsignedNumbersAreNotNegative() {
        NiftiBytes bytes = NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN).shape(1);

        assertThat(bytes.type(2, 8).file(1, to -> to.put((byte) -1)).slice(Axis.Z, 0, 0)).containsExactly(255);
        assertThat(bytes.type(512, 16).file(2, to -> to.putShort((short) -1)).slice(Axis.Z, 0, 0))
                .containsExactly(65535);
        assertThat(bytes.type(768, 32).file(4, to -> to.putInt(-1)).slice(Axis.Z, 0, 0)).containsExactly(0x1p32f);
        assertThat(bytes.type(1280, 64).file(8, to -> to.putLong(-1)).slice(Axis.Z, 0, 0)).containsExactly(0x1p64f);
    }

    @Test
    void slicesAcrossEachAxisHoldTheVoxelsThatLieThere() {
        NiftiFile file = counted(NiftiBytes.version(1, ByteOrder.BIG_ENDIAN).shape(3, 4, 5, 2));

        for (int volume = 0; volume < 2; volume++) {
            for (Axis axis : Axis.values()) {
                for (int index = 0; index < file.slices(axis); index++) {
                    assertThat(file.slice(axis, index, volume)).containsExactly(slow(axis, index, volume));
                }
            }
        }
    }

    @Test
    void onePassGivesTheSameSlices() {
        NiftiFile file = counted(NiftiBytes.version(2, ByteOrder.LITTLE_ENDIAN).shape(3, 4, 5, 2));
        List<float[]> slices = new ArrayList<>();

        file.eachSlice(1, (z, slice) -> slices.add(slice.values()));

        assertThat(slices).hasSize(5);
        for (int z = 0; z < 5; z++) {
            assertThat(slices.get(z)).containsExactly(file.slice(Axis.Z, z, 1));
        }
    }

    @Test
    void aGzipReadsAlike() {
        byte[] plain = NiftiBytes.version(1, ByteOrder.BIG_ENDIAN).shape(3, 4, 5, 2).type(4, 16)
                .with(240, NiftiFileTest::count);
        NiftiFile packed = NiftiFile.open(ByteSource.of("test.nii.gz", NiftiBytes.gzip(plain)));

        assertThat(packed.slice(Axis.X, 2, 1)).containsExactly(slow(Axis.X, 2, 1));
        assertThat(packed.slice(Axis.Z, 4, 1)).containsExactly(slow(Axis.Z, 4, 1));
    }

    @Test
    void aPairReadsAlike() {
        byte[] header = NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN).magic("ni1").shape(2, 2).type(2, 8).header();
        byte[] image = NiftiBytes.gzip(new byte[] {1, 2, 3, 4});

        NiftiFile file = NiftiFile.open(ByteSource.of("a.hdr", header), ByteSource.of("a.img.gz", image));

        assertThat(file.labels(Axis.Z, 0, 0)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void furtherDimensionsCountAsVolumes() {
        NiftiFile file = NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN).shape(1, 1, 1, 2, 3).type(2, 8)
                .file(6, voxels -> voxels.put(new byte[] {0, 1, 2, 3, 4, 5}));

        assertThat(file.header().shape().volumes()).isEqualTo(6);
        assertThat(file.slice(Axis.Z, 0, 5)).containsExactly(5);
    }

    @Test
    void valuesAreScaled() {
        NiftiFile file = NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN).shape(2).type(2, 8).scaling(0.5, -10)
                .file(2, voxels -> voxels.put(new byte[] {0, 5}));

        assertThat(file.slice(Axis.Z, 0, 0)).containsExactly(-10, -7.5f);
    }

    @Test
    void aSlopeOfNothingMeansNoScaling() {
        for (double slope : new double[] {0, Double.NaN, Double.POSITIVE_INFINITY}) {
            NiftiFile file = NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN).shape(1).type(2, 8).scaling(slope, 7)
                    .file(1, voxels -> voxels.put((byte) 5));
            assertThat(file.slice(Axis.Z, 0, 0)).containsExactly(5);
        }
    }

    @Test
    void labelsMayBeWrittenAsFloats() {
        NiftiFile file = NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN).shape(3).type(16, 32)
                .file(12, voxels -> voxels.putFloat(0).putFloat(4).putFloat(255));

        assertThat(file.labels(Axis.Z, 0, 0)).containsExactly(0, 4, -1);
    }

    @Test
    void aSourceOfUnknownLengthIsReadToItsEndBeforeItsHeaderIsBelieved() {
        byte[] whole = NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN).shape(3, 4, 5, 2).type(4, 16)
                .with(240, NiftiFileTest::count);

        assertThat(NiftiFile.open(streamed(whole)).slice(Axis.Y, 3, 1)).containsExactly(slow(Axis.Y, 3, 1));
        assertThatThrownBy(() -> NiftiFile.open(streamed(Arrays.copyOf(whole, 591))))
                .hasMessageContaining("streamed at byte 0: the file ends within the next 592 bytes; it is cut short");
    }

    @Test
    void askingBeyondTheVolumeIsTheCallersMistake() {
        NiftiFile file = counted(NiftiBytes.version(1, ByteOrder.LITTLE_ENDIAN).shape(3, 4, 5, 2));

        assertThatThrownBy(() -> file.slice(Axis.Z, 5, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> file.slice(Axis.Z, 0, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static ByteSource streamed(byte[] bytes) {
        return new ByteSource() {
            @Override
            public String name() {
                return "streamed";
            }

            @Override
            public OptionalLong length() {
                return OptionalLong.empty();
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes);
            }
        };
    }

    private static NiftiFile counted(NiftiBytes bytes) {
        return bytes.type(4, 16).file(240, NiftiFileTest::count);
    }

    private static void count(ByteBuffer voxels) {
        for (int index = 0; index < 120; index++) {
            voxels.putShort((short) index);
        }
    }

    /// From the definition: x runs fastest, then y, z and the volume.
    private static float[] slow(Axis axis, int index, int volume) {
        List<Integer> voxels = new ArrayList<>();
        for (int z = 0; z < 5; z++) {
            for (int y = 0; y < 4; y++) {
                for (int x = 0; x < 3; x++) {
                    int along = axis == Axis.X ? x : axis == Axis.Y ? y : z;
                    if (along == index) {
                        voxels.add(x + 3 * (y + 4 * (z + 5 * volume)));
                    }
                }
            }
        }
        float[] values = new float[voxels.size()];
        for (int at = 0; at < values.length; at++) {
            values[at] = voxels.get(at);
        }
        return values;
    }
}
