package consilium.evaluate.report;

/// A repeat of a method that came to no scores.
///
/// @param repeat from 0
/// @param why    for a person: the step that failed and what was wrong
public record Failure(int repeat, String why) {}
