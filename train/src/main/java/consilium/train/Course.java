package consilium.train;

import consilium.networks.Moments;
import consilium.networks.Parameters;
import java.util.List;
import java.util.Optional;

/// How far a training has come, at the end of an epoch: all that its next epoch, and its result, depend on.
///
/// @param parameters of the last epoch
/// @param moments    the optimiser's, of the last epoch
/// @param best       parameters of the best epoch
/// @param bestEpoch  0 before any epoch could be the best
/// @param history    one report per epoch
record Course(Parameters parameters, Moments moments, Parameters best, int bestEpoch, List<EpochReport> history) {

    Course {
        history = List.copyOf(history);
    }

    static Course start(Parameters initial) {
        return new Course(initial, Moments.none(initial.count()), initial, 0, List.of());
    }

    /// Epochs done.
    int epochs() {
        return history.size();
    }

    /// Epochs that brought nothing better; 0 before any could.
    int epochsSinceBest() {
        return bestEpoch == 0 ? 0 : epochs() - bestEpoch;
    }

    /// The best epoch's loss against the noisy labels of the validation images, when there are any.
    Optional<Double> bestLoss() {
        return bestEpoch == 0 ? Optional.empty() : history.get(bestEpoch - 1).validationLoss();
    }
}
