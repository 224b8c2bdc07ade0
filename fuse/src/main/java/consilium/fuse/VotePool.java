package consilium.fuse;

import consilium.kernel.spec.FusionSpec;

/// The votes on several images together, of whatever sizes, from which one estimate is made for all of them.
///
/// Only the different votes and how many pixels got them are kept, so any number of images fits.
public final class VotePool {

    private final Patterns.Pool pool;

    /// @param annotators in all, the absent included
    public VotePool(int classes, int annotators) {
        this.pool = new Patterns.Pool(classes, annotators);
    }

    public void add(Fusion image) {
        pool.add(image.patterns());
    }

    /// @throws IllegalStateException where there is no image
    public Estimate estimate(FusionSpec.Pooling method) {
        if (pool.isEmpty()) {
            throw new IllegalStateException("an estimate is made of one image or more");
        }
        return Fusion.estimate(method, pool.patterns());
    }
}
