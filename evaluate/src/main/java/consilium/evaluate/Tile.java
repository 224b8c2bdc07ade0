package consilium.evaluate;

import consilium.evaluate.picture.Canvas;
import consilium.evaluate.picture.Lettering;
import consilium.evaluate.picture.Palette;
import consilium.kernel.image.LabelMap;
import java.util.List;
import java.util.function.IntUnaryOperator;

/// The size at which every image of a figure is drawn: small ones magnified by a whole number, so that each pixel
/// stays a square; very large ones reduced by leaving pixels out.
///
/// @param zoom   pixels on paper per pixel of the image
/// @param stride every so-manieth pixel of the image is shown; 1 unless it is very large
record Tile(int imageWidth, int imageHeight, int zoom, int stride) {

    private static final int WANTED = 144;
    private static final int LARGEST = 320;
    /// Length of the dashes of contours that run along each other.
    private static final int DASH = 4;

    static Tile of(int imageWidth, int imageHeight) {
        int longer = Math.max(imageWidth, imageHeight);
        return new Tile(
                imageWidth, imageHeight, Math.max(1, WANTED / longer), Math.max(1, (longer + LARGEST - 1) / LARGEST));
    }

    int width() {
        return (imageWidth + stride - 1) / stride * zoom;
    }

    int height() {
        return (imageHeight + stride - 1) / stride * zoom;
    }

    /// @param colour of each pixel of the image, by its index
    void paint(Canvas canvas, int left, int top, IntUnaryOperator colour) {
        canvas.paint(left, top, width(), height(), (x, y) -> colour.applyAsInt(
                y / zoom * stride * imageWidth + x / zoom * stride));
        canvas.frame(left, top, width(), height(), Palette.RULE);
    }

    void paintLabels(Canvas canvas, int left, int top, LabelMap map) {
        paint(canvas, left, top, pixel -> Palette.label(map.at(pixel)));
    }

    void paintAgreement(Canvas canvas, int left, int top, LabelMap map, LabelMap truth) {
        paint(canvas, left, top, pixel -> Palette.agreement(map.at(pixel), truth.at(pixel)));
    }

    /// Over what is painted already.
    void paintContours(Canvas canvas, int left, int top, List<Contour> contours) {
        for (int y = 0; y < height(); y++) {
            for (int x = 0; x < width(); x++) {
                int column = x;
                int row = y;
                List<Contour> here = contours.stream()
                        .filter(contour -> contour.passes(column, row, zoom, stride))
                        .toList();
                if (!here.isEmpty()) {
                    canvas.set(left + x, top + y, here.get((x + y) / DASH % here.size()).colour());
                }
            }
        }
    }

    /// Where an annotator did not look, or was not modelled.
    void paintAbsent(Canvas canvas, int left, int top, String why) {
        paint(canvas, left, top, pixel -> Palette.ABSENT);
        canvas.text(
                left + (width() - Lettering.SMALL.width(why)) / 2,
                top + (height() - Lettering.SMALL.height()) / 2,
                why,
                Lettering.SMALL,
                Palette.INK);
    }

    /// An image in grey, or in colour where it has three channels; intensities beyond 0 to 1 are stretched to fit.
    ///
    /// @param image `[channels, height, width]`
    void paintImage(Canvas canvas, int left, int top, float[] image) {
        int pixels = imageWidth * imageHeight;
        float least = 0;
        float most = 1;
        for (float value : image) {
            least = Math.min(least, value);
            most = Math.max(most, value);
        }
        float low = least;
        float range = most - least;
        boolean colour = image.length == 3 * pixels;
        paint(canvas, left, top, pixel -> colour
                ? Palette.colour(
                        (image[pixel] - low) / range,
                        (image[pixels + pixel] - low) / range,
                        (image[2 * pixels + pixel] - low) / range)
                : Palette.grey((image[pixel] - low) / range));
    }
}
