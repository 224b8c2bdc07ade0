package consilium.evaluate;

import consilium.kernel.image.LabelMap;

/// Notices when two classes have exchanged their names: most of what is called `a` is `b` in truth, and most of what
/// is called `b` is `a`. A network that learns from annotators alone can do that while every matrix still looks right.
final class SwapAlarm {

    private final int classes;
    /// `[said][truth]`, pixels over all images.
    private final long[][] counts;

    SwapAlarm(int classes) {
        this.classes = classes;
        this.counts = new long[classes][classes];
    }

    void add(LabelMap said, LabelMap truth) {
        for (int pixel = 0; pixel < truth.size(); pixel++) {
            counts[said.at(pixel)][truth.at(pixel)]++;
        }
    }

    boolean rings() {
        for (int a = 0; a < classes; a++) {
            for (int b = a + 1; b < classes; b++) {
                if (counts[a][b] > counts[a][a] && counts[b][a] > counts[b][b]) {
                    return true;
                }
            }
        }
        return false;
    }
}
