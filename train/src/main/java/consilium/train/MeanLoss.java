package consilium.train;

import consilium.networks.Loss;

/// The mean of several batches' losses, each weighing as much as it holds labels.
final class MeanLoss {

    private double likelihood;
    private double trace;
    private long weight;

    void add(Loss loss) {
        likelihood += loss.likelihood() * loss.weight();
        trace += loss.trace() * loss.weight();
        weight += loss.weight();
    }

    double likelihood() {
        return likelihood / weight;
    }

    double trace() {
        return trace / weight;
    }
}
