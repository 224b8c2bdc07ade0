package consilium.simulate;

import consilium.kernel.image.LabelMap;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.AnnotatorSpec;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/// Not a check but a look: each row a true shape and what the paper's five annotators make of it, in
/// `target/annotators-*.png`. White is right, red is added, blue is missed.
class PictureTest {

    private static final int SCALE = 6;

    private static final List<AnnotatorSpec> PAPER = List.of(
            new AnnotatorSpec.Good("good"),
            new AnnotatorSpec.Over("over", 0.7),
            new AnnotatorSpec.Under("under", 0.7),
            new AnnotatorSpec.Wrong("wrong", 3, 1.5, 0.5),
            new AnnotatorSpec.Blank("blank"));

    @Test
    void digits() throws IOException {
        draw(Digits.first(14), "digits");
    }

    @Test
    void lesions() throws IOException {
        List<LabelMap> lesions = new ArrayList<>();
        lesions.add(Shapes.disk(32, 15, 16, 7.3));
        lesions.add(Shapes.union(Shapes.disk(32, 9, 10, 4), Shapes.disk(32, 20, 20, 6.2)));
        lesions.add(Shapes.union(Shapes.disk(32, 12, 15, 5), Shapes.disk(32, 18, 17, 5.5)));
        lesions.add(Shapes.disk(32, 2, 28, 9));
        lesions.add(Shapes.union(Shapes.disk(32, 6, 6, 1.5), Shapes.disk(32, 22, 9, 2.6)));
        lesions.add(Shapes.bar(32, 4, 13, 28, 18));
        draw(lesions, "lesions");
    }

    private static void draw(List<LabelMap> truths, String name) throws IOException {
        int side = truths.getFirst().width() * SCALE + 4;
        BufferedImage sheet =
                new BufferedImage(side * (PAPER.size() + 1), side * truths.size(), BufferedImage.TYPE_INT_RGB);
        RandomStreams random = new RandomStreams(1, "pictures");
        for (int row = 0; row < truths.size(); row++) {
            TrueShape shape = new TrueShape(truths.get(row));
            paint(sheet, 0, row * side, shape.truth(), shape.truth());
            for (int column = 0; column < PAPER.size(); column++) {
                AnnotatorSpec annotator = PAPER.get(column);
                LabelMap drawn = shape.drawnBy(annotator, random.stream(row + "/" + annotator.name()));
                paint(sheet, (column + 1) * side, row * side, drawn, shape.truth());
            }
        }
        ImageIO.write(sheet, "png", new File("target/annotators-" + name + ".png"));
    }

    private static void paint(BufferedImage sheet, int left, int top, LabelMap drawn, LabelMap truth) {
        for (int y = 0; y < truth.height() * SCALE; y++) {
            for (int x = 0; x < truth.width() * SCALE; x++) {
                boolean in = drawn.at(x / SCALE, y / SCALE) != 0;
                boolean is = truth.at(x / SCALE, y / SCALE) != 0;
                sheet.setRGB(left + x, top + y, in ? (is ? 0xffffff : 0xd05040) : is ? 0x4060d0 : 0x202020);
            }
        }
    }
}
