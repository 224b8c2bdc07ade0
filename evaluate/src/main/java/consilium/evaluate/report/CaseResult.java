package consilium.evaluate.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came out of one case of a study.
///
/// @param name       of the case
/// @param label      for readers
/// @param at         where it lies along the study's axis
/// @param experiment its id
/// @param runs       of each method, one per repeat that was scored, methods in the order of their rows
/// @param failures   of each method of which a repeat was not scored
/// @param printed    the published numbers, by method and metric
public record CaseResult(
        String name,
        String label,
        Optional<Double> at,
        String experiment,
        Map<String, List<Run>> runs,
        Map<String, List<Failure>> failures,
        Map<String, Map<String, Double>> printed) {}
