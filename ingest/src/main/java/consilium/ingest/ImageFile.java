package consilium.ingest;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReader;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import consilium.ingest.source.ByteSource;
import consilium.kernel.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentSampleModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/// A TIFF, PNG or JPEG file, its samples as they stand in it.
///
/// TIFF is read as a raster: TwelveMonkeys' `read` clamps floats to [0, 1], which would flatten a grey image of 0 to
/// 255 without a word. Its reader is made directly rather than looked up, so that no class path decides who reads.
public final class ImageFile {

    private static final Map<String, String> FORMATS = Map.of(
            "tif", "tiff", "tiff", "tiff", "png", "png", "jpg", "jpeg", "jpeg", "jpeg");
    private static final String ENDINGS = ".tif, .tiff, .png, .jpg, .jpeg";
    private static final long MOST_PIXELS = 1 << 26;
    /// No format here packs samples denser than this, so a file that claims more is lying.
    private static final long DENSEST = 4096;

    /// Of a file, compressed or not.
    private static final int MOST_BYTES = 1 << 30;

    private static final int PNG = 0x89504e47;
    private static final int JPEG = 0xffd8;
    private static final int TIFF_LITTLE = 0x49492a00;
    private static final int TIFF_BIG = 0x4d4d002a;
    private static final int BIG_TIFF_LITTLE = 0x49492b00;
    private static final int BIG_TIFF_BIG = 0x4d4d002b;

    private static final int EXPECTED_AT_ONCE = 1 << 16;

    private final String name;
    private final Raster raster;
    private final Optional<IndexColorModel> palette;
    private final int bands;

    private ImageFile(String name, Raster raster, @Nullable ColorModel colours) {
        this.name = name;
        this.raster = raster;
        this.palette = colours instanceof IndexColorModel indexed ? Optional.of(indexed) : Optional.empty();
        boolean alpha = colours != null && colours.hasAlpha() && palette.isEmpty();
        this.bands = raster.getNumBands() - (alpha ? 1 : 0);
    }

    /// The endings of the files that are read, for messages.
    static String endings() {
        return ENDINGS;
    }

    /// Whether the file's ending is one that is read.
    static boolean isOne(String name) {
        return FORMATS.containsKey(ending(name));
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when it cannot be read
    static ImageFile read(Path path) {
        return read(ByteSource.of(path));
    }

    /// @param source told by the ending of its name
    /// @throws consilium.kernel.problem.ProblemException `BadInput` when it cannot be read
    public static ImageFile read(ByteSource source) {
        String name = source.name();
        String format = format(name);
        byte[] bytes = bytes(source);
        requireMagic(name, format, bytes);
        Optional<GreyPng> grey = format.equals("png") ? GreyPng.of(bytes) : Optional.empty();
        return grey.isPresent() ? grey(name, grey.get(), bytes.length) : read(name, format, bytes);
    }

    /// What messages call the file: its path, or its zip and its path in it.
    String name() {
        return name;
    }

    public int width() {
        return raster.getWidth();
    }

    public int height() {
        return raster.getHeight();
    }

    /// Channels of the image it shows, transparency not counted; a coloured palette counts as three.
    int channels() {
        return palette.map(colours -> grey(colours) ? 1 : 3).orElse(bands);
    }

    /// `[channels, height, width]`: floats as they stand, 8-bit samples divided by 255, 16-bit ones by 65535.
    float[] image() {
        int pixels = width() * height();
        float[] image = new float[channels() * pixels];
        float range = range();
        Optional<byte[]> bytes = plainBytes();
        if (bytes.isPresent()) {
            byte[] samples = bytes.get();
            for (int pixel = 0; pixel < pixels; pixel++) {
                image[pixel] = (samples[pixel] & 0xff) / range;
            }
            return image;
        }
        for (int channel = 0; channel < channels(); channel++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                float value = shown(pixel % width(), pixel / width(), channel);
                image[channel * pixels + pixel] = finite(value, pixel, channel) / range;
            }
        }
        return image;
    }

    /// One value per pixel, in the file's own units; a palette's indices, not its colours.
    public float[] values() {
        if (bands != 1) {
            throw Refusal.of(name, "has " + bands + " channels; a label map has one");
        }
        float[] values = new float[width() * height()];
        Optional<byte[]> bytes = plainBytes();
        if (bytes.isPresent()) {
            byte[] samples = bytes.get();
            for (int pixel = 0; pixel < values.length; pixel++) {
                values[pixel] = samples[pixel] & 0xff;
            }
            return values;
        }
        for (int pixel = 0; pixel < values.length; pixel++) {
            values[pixel] = finite(sample(pixel % width(), pixel / width(), 0), pixel, 0);
        }
        return values;
    }

    /// The samples themselves where they are single bytes without a palette, packed row by row: by far the commonest, and
    /// not to be asked for one by one.
    public Optional<byte[]> plainBytes() {
        boolean plain = palette.isEmpty()
                && raster.getNumBands() == 1
                && raster.getDataBuffer() instanceof DataBufferByte bytes
                && raster.getSampleModel() instanceof ComponentSampleModel model
                && model.getPixelStride() == 1
                && model.getScanlineStride() == width()
                && model.getBandOffsets()[0] == 0
                && bytes.getOffset() == 0
                && raster.getSampleModelTranslateX() == 0
                && raster.getSampleModelTranslateY() == 0
                && raster.getMinX() == 0
                && raster.getMinY() == 0
                && bytes.getData().length >= width() * height();
        return plain ? Optional.of(((DataBufferByte) raster.getDataBuffer()).getData()) : Optional.empty();
    }

    private float shown(int x, int y, int channel) {
        float sample = sample(x, y, palette.isPresent() ? 0 : channel);
        return palette.map(colours -> (float) (colours.getRGB((int) sample) >> (16 - 8 * channel) & 0xff))
                .orElse(sample);
    }

    private float sample(int x, int y, int band) {
        return raster.getSampleFloat(raster.getMinX() + x, raster.getMinY() + y, band);
    }

    private float finite(float value, int pixel, int channel) {
        if (!Float.isFinite(value)) {
            throw Refusal.of(
                    name, "pixel (" + pixel % width() + ", " + pixel / width() + "), channel " + channel,
                    "the value is " + value + "; values are finite");
        }
        return value;
    }

    private float range() {
        if (palette.isPresent()) {
            return 255;
        }
        return switch (raster.getDataBuffer().getDataType()) {
            case DataBuffer.TYPE_BYTE -> (1 << raster.getSampleModel().getSampleSize(0)) - 1;
            case DataBuffer.TYPE_USHORT -> 65535;
            case DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE -> 1;
            default -> throw Refusal.of(name, "its samples are signed or 32-bit whole numbers; images of 8-bit,"
                    + " 16-bit unsigned or float samples are read");
        };
    }

    private static ImageFile read(String name, String format, byte[] bytes) {
        ImageReader reader = reader(format);
        try (ImageInputStream in = new ByteArrayImageInputStream(bytes)) {
            reader.setInput(in);
            requirePlausible(name, reader.getWidth(0), reader.getHeight(0), bytes.length);
            return reader instanceof TIFFImageReader
                    ? raster(name, reader)
                    : image(name, reader);
        } catch (IOException e) {
            throw Refusal.unreadable(name, e);
        } catch (RuntimeException e) {
            throw foreseen(name, e);
        } finally {
            reader.dispose();
        }
    }

    private static ImageFile grey(String name, GreyPng png, int length) {
        requirePlausible(name, png.width(), png.height(), length);
        try {
            byte[] pixels = png.pixels();
            DataBufferByte buffer = new DataBufferByte(pixels, pixels.length);
            int[] band = {0};
            return new ImageFile(
                    name,
                    Raster.createInterleavedRaster(buffer, png.width(), png.height(), png.width(), 1, band, null),
                    null);
        } catch (IOException e) {
            throw Refusal.unreadable(name, e);
        }
    }

    private static ImageFile raster(String name, ImageReader reader) throws IOException {
        ImageTypeSpecifier type = reader.getRawImageType(0);
        return new ImageFile(name, reader.readRaster(0, null), type == null ? null : type.getColorModel());
    }

    /// A JPEG that is cut short is filled up with grey, with no more than a warning; here that is an error.
    private static ImageFile image(String name, ImageReader reader) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        if (!warnings.isEmpty()) {
            throw Refusal.of(name, "the file is damaged: " + warnings.getFirst());
        }
        return new ImageFile(name, image.getRaster(), image.getColorModel());
    }

    private static String format(String name) {
        String format = FORMATS.get(ending(name));
        if (format == null) {
            throw Refusal.of(name, "files that end in " + ENDINGS + " are read");
        }
        return format;
    }

    private static void requireMagic(String name, String format, byte[] bytes) {
        int first = bytes.length < Integer.BYTES ? 0 : ByteBuffer.wrap(bytes).getInt();
        boolean right = switch (format) {
            case "png" -> first == PNG;
            case "jpeg" -> first >>> 16 == JPEG;
            default -> first == TIFF_LITTLE || first == TIFF_BIG || first == BIG_TIFF_LITTLE || first == BIG_TIFF_BIG;
        };
        if (!right) {
            throw Refusal.of(name, bytes.length == 0
                    ? "cannot be read: it is empty"
                    : String.format(Locale.ROOT,
                            "cannot be read: it begins with 0x%08x, which no %s file does; its ending must tell what it is",
                            first, format.toUpperCase(Locale.ROOT)));
        }
    }

    private static ImageReader reader(String format) {
        return format.equals("tiff")
                ? new TIFFImageReaderSpi().createReaderInstance(null)
                : ImageIO.getImageReadersByFormatName(format).next();
    }

    /// All of the file; memory grows with what is there, so that an entry that unpacks without end is noticed.
    private static byte[] bytes(ByteSource source) {
        try (InputStream in = source.open()) {
            byte[] bytes = bytes(in, source.expectedLength());
            if (bytes.length > MOST_BYTES) {
                throw Refusal.of(source.name(), "holds more than " + MOST_BYTES + " bytes; smaller images are read");
            }
            return bytes;
        } catch (IOException e) {
            throw Refusal.unreadable(source.name(), e);
        }
    }

    /// @param expected believed as far as to make room for a small file at once
    private static byte[] bytes(InputStream in, long expected) throws IOException {
        if (expected < 0 || expected > EXPECTED_AT_ONCE) {
            return in.readNBytes(MOST_BYTES + 1);
        }
        byte[] bytes = in.readNBytes((int) expected);
        byte[] more = bytes.length < expected ? new byte[0] : in.readNBytes(MOST_BYTES + 1 - bytes.length);
        if (more.length == 0) {
            return bytes;
        }
        byte[] all = Arrays.copyOf(bytes, bytes.length + more.length);
        System.arraycopy(more, 0, all, bytes.length, more.length);
        return all;
    }

    /// Before anything is allocated for them.
    private static void requirePlausible(String name, int width, int height, long bytes) {
        long pixels = (long) width * height;
        if (width < 1 || height < 1 || pixels > MOST_PIXELS) {
            throw Refusal.of(
                    name, "its header says " + width + " x " + height + " pixels; images of 1 to " + MOST_PIXELS
                            + " pixels are read");
        }
        if (pixels > bytes * DENSEST) {
            throw Refusal.of(
                    name, "its header says " + width + " x " + height + " pixels, which its " + bytes
                            + " bytes cannot hold");
        }
    }

    /// Image readers answer damaged files with whatever exception they fall over; for us it is one thing.
    private static RuntimeException foreseen(String name, RuntimeException e) {
        return e instanceof ProblemException
                ? e
                : Refusal.unreadable(name, new IOException("the file is damaged (" + e.getMessage() + ")", e));
    }

    private static boolean grey(IndexColorModel colours) {
        for (int index = 0; index < colours.getMapSize(); index++) {
            int rgb = colours.getRGB(index) & 0xffffff;
            if (rgb != (rgb & 0xff) * 0x010101) {
                return false;
            }
        }
        return true;
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
