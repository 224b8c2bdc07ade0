package consilium.train;

import java.util.Optional;

/// How one epoch went: a row of `history.json`.
///
/// @param epoch          from 1 on
/// @param trainLoss      mean over the epoch's steps, each before it was taken; without the trace
/// @param trace          mean trace of the annotators' confusion matrices over the epoch's steps, when modelled
/// @param validationLoss after the epoch, against the noisy labels of the validation images, when there are any
record EpochReport(int epoch, double trainLoss, Optional<Double> trace, Optional<Double> validationLoss) {}
