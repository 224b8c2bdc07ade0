package consilium.ingest.growing;

import consilium.kernel.dataset.Split;
import consilium.kernel.recipe.RandomStreams;
import consilium.kernel.spec.SplitSpec;

/// Which split a case falls into, drawn for each case by its name alone: it stays there however many others come, so that
/// no model is ever tested on what an earlier one trained on. The shares are therefore kept on average only.
final class StableSplit {

    private final SplitSpec shares;
    private final RandomStreams streams;

    StableSplit(SplitSpec shares, long seed) {
        this.shares = shares;
        this.streams = new RandomStreams(seed, "growing-split");
    }

    Split of(String caseId) {
        double drawn = (streams.seed(caseId) >>> 11) * 0x1p-53;
        if (drawn < shares.test()) {
            return Split.TEST;
        }
        return drawn < shares.test() + shares.validation() ? Split.VALIDATION : Split.TRAIN;
    }
}
