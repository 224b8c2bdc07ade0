package consilium.orchestrate.study;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A study as it stands in its file: one experiment, the cases in which it is varied, and what a report is to show.
///
/// @param experiment what the cases share, as an experiment spec's tree
/// @param cases      what each changes; without any, the experiment itself is the only case
/// @param metrics    of the report's tables, by their names in `metrics.json`
/// @param reference  the method that the others are compared with, image by image
/// @param curves     whether the report shows the course of training
/// @param sweep      whether the cases are points along an axis
/// @param differs    in what the study departs from what it follows, for the reader of the report
@About("A study: one experiment varied in several cases, and a report over all of them.")
public record StudySpec(
        @About("Short name; its experiments are called <study>-<case>") String name,
        String title,
        Optional<String> description,
        @About("What the cases share: an experiment spec, without its name") Map<String, Object> experiment,
        @About("By name, in the order of the report") @Default("{}") Map<String, Case> cases,
        List<String> metrics,
        @About("The method that others are compared with") Optional<String> reference,
        @Default("false") boolean curves,
        Optional<Sweep> sweep,
        @About("In what this departs from what it follows") List<String> differs) {

    public StudySpec {
        requireName("name", name);
        cases.keySet().forEach(one -> requireName("a case's name", one));
        metrics = metrics.isEmpty() ? List.of("dice", "confusionRmse") : List.copyOf(metrics);
    }

    private static void requireName(String what, String name) {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,40}")) {
            throw new IllegalArgumentException(
                    what + " must be lower-case letters, digits and hyphens, at most 41, was \"" + name + "\"");
        }
    }

    /// One case.
    ///
    /// @param label   for readers
    /// @param at      where it lies along the sweep's axis
    /// @param changes laid over the experiment: maps are joined field by field, anything else takes the other's place,
    ///                and null takes a field away
    /// @param printed the numbers that were published for it, by method and metric, in the units of `metrics.json`
    public record Case(
            Optional<String> label,
            Optional<Double> at,
            @Default("{}") Map<String, Object> changes,
            @Default("{}") Map<String, Map<String, Double>> printed) {}

    /// The axis along which the cases lie.
    ///
    /// @param label  of the axis
    /// @param metric drawn over it
    public record Sweep(String label, @Default("dice") String metric) {}
}
