package consilium.ingest;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReader;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import consilium.kernel.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/// A TIFF, PNG or JPEG file, its samples as they stand in it.
///
/// TIFF is read as a raster: TwelveMonkeys' `read` clamps floats to [0, 1], which would flatten a grey image of 0 to
/// 255 without a word. Its reader is made directly rather than looked up, so that no class path decides who reads.
final class ImageFile {

    private static final Map<String, String> FORMATS = Map.of(
            "tif", "tiff", "tiff", "tiff", "png", "png", "jpg", "jpeg", "jpeg", "jpeg");
    private static final String ENDINGS = ".tif, .tiff, .png, .jpg, .jpeg";
    private static final long MOST_PIXELS = 1 << 26;
    /// No format here packs samples denser than this, so a file that claims more is lying.
    private static final long DENSEST = 4096;

    private final Path path;
    private final Raster raster;
    private final Optional<IndexColorModel> palette;
    private final int bands;

    private ImageFile(Path path, Raster raster, @Nullable ColorModel colours) {
        this.path = path;
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
    static boolean isOne(Path path) {
        return FORMATS.containsKey(ending(path));
    }

    /// @throws consilium.kernel.problem.ProblemException `BadInput` when it cannot be read
    static ImageFile read(Path path) {
        ImageReader reader = reader(path);
        try (ImageInputStream in = new FileImageInputStream(new File(path.toString()))) {
            reader.setInput(in);
            requirePlausible(path, reader.getWidth(0), reader.getHeight(0));
            return reader instanceof TIFFImageReader
                    ? raster(path, reader)
                    : image(path, reader);
        } catch (IOException e) {
            throw Refusal.unreadable(path, e);
        } catch (RuntimeException e) {
            throw foreseen(path, e);
        } finally {
            reader.dispose();
        }
    }

    Path path() {
        return path;
    }

    int width() {
        return raster.getWidth();
    }

    int height() {
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
        for (int channel = 0; channel < channels(); channel++) {
            for (int pixel = 0; pixel < pixels; pixel++) {
                float value = shown(pixel % width(), pixel / width(), channel);
                image[channel * pixels + pixel] = finite(value, pixel, channel) / range;
            }
        }
        return image;
    }

    /// One value per pixel, in the file's own units; a palette's indices, not its colours.
    float[] values() {
        if (bands != 1) {
            throw Refusal.of(path, "has " + bands + " channels; a label map has one");
        }
        float[] values = new float[width() * height()];
        for (int pixel = 0; pixel < values.length; pixel++) {
            values[pixel] = finite(sample(pixel % width(), pixel / width(), 0), pixel, 0);
        }
        return values;
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
                    path, "pixel (" + pixel % width() + ", " + pixel / width() + "), channel " + channel,
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
            default -> throw Refusal.of(path, "its samples are signed or 32-bit whole numbers; images of 8-bit,"
                    + " 16-bit unsigned or float samples are read");
        };
    }

    private static ImageFile raster(Path path, ImageReader reader) throws IOException {
        ImageTypeSpecifier type = reader.getRawImageType(0);
        return new ImageFile(path, reader.readRaster(0, null), type == null ? null : type.getColorModel());
    }

    /// A JPEG that is cut short is filled up with grey, with no more than a warning; here that is an error.
    private static ImageFile image(Path path, ImageReader reader) throws IOException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        BufferedImage image = reader.read(0);
        if (!warnings.isEmpty()) {
            throw Refusal.of(path, "the file is damaged: " + warnings.getFirst());
        }
        return new ImageFile(path, image.getRaster(), image.getColorModel());
    }

    private static ImageReader reader(Path path) {
        String format = FORMATS.get(ending(path));
        if (format == null) {
            throw Refusal.of(path, "files that end in " + ENDINGS + " are read");
        }
        return format.equals("tiff")
                ? new TIFFImageReaderSpi().createReaderInstance(null)
                : ImageIO.getImageReadersByFormatName(format).next();
    }

    /// Before anything is allocated for them.
    private static void requirePlausible(Path path, int width, int height) throws IOException {
        long pixels = (long) width * height;
        if (width < 1 || height < 1 || pixels > MOST_PIXELS) {
            throw Refusal.of(
                    path, "its header says " + width + " x " + height + " pixels; images of 1 to " + MOST_PIXELS
                            + " pixels are read");
        }
        long bytes = Files.size(path);
        if (pixels > bytes * DENSEST) {
            throw Refusal.of(
                    path, "its header says " + width + " x " + height + " pixels, which its " + bytes
                            + " bytes cannot hold");
        }
    }

    /// Image readers answer damaged files with whatever exception they fall over; for us it is one thing.
    private static RuntimeException foreseen(Path path, RuntimeException e) {
        return e instanceof ProblemException
                ? e
                : Refusal.unreadable(path, new IOException("the file is damaged (" + e.getMessage() + ")", e));
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

    private static String ending(Path path) {
        String name = path.getFileName().toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
