package consilium.deploy;

import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.IntFunction;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// A PNG or TIFF image, its samples read as ingestion reads those of a data set: no colour profile or gamma comes in
/// between, 8- and 16-bit samples are divided by the greatest they hold, floats are taken as they are, a palette is
/// looked up, transparency does not count.
final class RasterImage {

    private RasterImage() {}

    static SubmittedImage png(byte[] body, ImageDecoder limits) {
        return decode("PNG", ImageIO.getImageReadersByFormatName("png").next(), body, limits);
    }

    /// As a raster, and by this reader whatever the class path holds: looked up and read as an image, floats may come
    /// clamped to [0, 1].
    static SubmittedImage tiff(byte[] body, ImageDecoder limits) {
        return decode("TIFF", new TIFFImageReaderSpi().createReaderInstance(null), body, limits);
    }

    private static SubmittedImage decode(String format, ImageReader reader, byte[] body, ImageDecoder limits) {
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(body))) {
            reader.setInput(in);
            requireOne(reader.getNumImages(true));
            limits.requireSize(reader.getHeight(0), reader.getWidth(0));
            return reader.canReadRaster() ? samples(reader.readRaster(0, null)) : pixels(reader.read(0));
        } catch (ProblemException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // On damaged files the readers fail in every way there is, not only with what they declare.
            throw new Problem.Unreadable("image", "", "not a whole " + format + " file: " + cause(e)).toException(e);
        } finally {
            reader.dispose();
        }
    }

    private static void requireOne(int images) throws IOException {
        if (images < 1) {
            throw new IOException("it holds no image");
        }
        if (images > 1) {
            throw SubmittedImage.refuse("", "a file holds one image, this one holds " + images);
        }
    }

    private static SubmittedImage pixels(BufferedImage image) {
        return image.getColorModel() instanceof IndexColorModel palette
                ? coloured(image.getRaster(), palette)
                : samples(image.getRaster());
    }

    /// Two bands are grey with alpha, four are colour with alpha.
    private static SubmittedImage samples(Raster raster) {
        int bands = raster.getNumBands();
        float scale = scale(raster);
        return image(raster, bands == 2 || bands == 4 ? bands - 1 : bands, band -> scaled(plane(raster, band), scale));
    }

    /// A palette of greys is grey: that is how pictures of few levels are stored.
    private static SubmittedImage coloured(Raster raster, IndexColorModel palette) {
        int[] colours = new int[palette.getMapSize()];
        palette.getRGBs(colours);
        boolean grey = Arrays.stream(colours).allMatch(RasterImage::grey);
        float[] indices = plane(raster, 0);
        return image(raster, grey ? 1 : 3, band -> scaled(lookedUp(indices, colours, 16 - 8 * band), 255));
    }

    private static boolean grey(int colour) {
        return (colour >> 16 & 0xff) == (colour & 0xff) && (colour >> 8 & 0xff) == (colour & 0xff);
    }

    private static SubmittedImage image(Raster raster, int channels, IntFunction<float[]> channel) {
        int pixels = raster.getWidth() * raster.getHeight();
        float[] values = new float[channels * pixels];
        for (int i = 0; i < channels; i++) {
            System.arraycopy(channel.apply(i), 0, values, i * pixels, pixels);
        }
        return new SubmittedImage(channels, raster.getHeight(), raster.getWidth(), values);
    }

    private static float[] plane(Raster raster, int band) {
        return raster.getSamples(
                raster.getMinX(), raster.getMinY(), raster.getWidth(), raster.getHeight(), band, (float[]) null);
    }

    private static float[] lookedUp(float[] indices, int[] colours, int shift) {
        float[] values = new float[indices.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = colours[(int) indices[i]] >> shift & 0xff;
        }
        return values;
    }

    private static float[] scaled(float[] values, float scale) {
        for (int i = 0; i < values.length; i++) {
            values[i] /= scale;
        }
        return values;
    }

    /// The greatest value a sample may have; 1 for floating point.
    private static float scale(Raster raster) {
        return switch (raster.getTransferType()) {
            case DataBuffer.TYPE_FLOAT, DataBuffer.TYPE_DOUBLE -> 1;
            case DataBuffer.TYPE_BYTE, DataBuffer.TYPE_USHORT ->
                (1 << raster.getSampleModel().getSampleSize(0)) - 1;
            default -> throw SubmittedImage.refuse(
                    "", "samples are unsigned of at most 16 bits, or floating point; these are signed or of 32 bits");
        };
    }

    private static String cause(Exception e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? "it ends too early" : root.getMessage();
    }
}
