package consilium.orchestrate.study;

import consilium.kernel.format.About;
import consilium.kernel.format.Default;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        List<Case> cases,
        List<String> metrics,
        @About("The method that others are compared with") Optional<String> reference,
        @Default("false") boolean curves,
        Optional<Sweep> sweep,
        @About("In what this departs from what it follows") List<String> differs) {

    public StudySpec {
        if (!name.matches("[a-z0-9][a-z0-9-]{0,40}")) {
            throw new IllegalArgumentException(
                    "name must be lower-case letters, digits and hyphens, at most 41, was \"" + name + "\"");
        }
        Set<String> names = new HashSet<>();
        for (Case one : cases) {
            if (!names.add(one.name())) {
                throw new IllegalArgumentException("cases must have different names, two are \"" + one.name() + "\"");
            }
        }
        metrics = metrics.isEmpty() ? List.of("dice", "confusionRmse") : List.copyOf(metrics);
    }

    /// One case.
    ///
    /// @param label   for readers
    /// @param at      where it lies along the sweep's axis
    /// @param changes laid over the experiment: maps are joined field by field, anything else takes the other's place,
    ///                and null takes a field away
    /// @param printed the numbers that were published for it, by method and metric, in the units of `metrics.json`
    public record Case(
            String name,
            Optional<String> label,
            Optional<Double> at,
            @Default("{}") Map<String, Object> changes,
            @Default("{}") Map<String, Map<String, Double>> printed) {

        public Case {
            if (!name.matches("[a-z0-9][a-z0-9-]{0,40}")) {
                throw new IllegalArgumentException(
                        "a case's name must be lower-case letters, digits and hyphens, at most 41, was \"" + name + "\"");
            }
        }
    }

    /// The axis along which the cases lie.
    ///
    /// @param label  of the axis
    /// @param metric drawn over it
    public record Sweep(String label, @Default("dice") String metric) {}
}
