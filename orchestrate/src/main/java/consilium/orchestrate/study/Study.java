package consilium.orchestrate.study;

import consilium.kernel.format.InvalidTreeException;
import consilium.kernel.format.RecordFormat;
import consilium.kernel.format.Violation;
import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.orchestrate.SpecReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A study ready to run: each case as an experiment of its own. What experiments share is made once all the same, since
/// equal recipes are one step wherever they stand.
///
/// @param parts in the order of the cases
public record Study(StudySpec spec, List<Part> parts) {

    private static final String WHAT = "study";

    /// @param experiment the whole experiment spec of the case, as a tree
    public record Part(String name, StudySpec.Case one, Map<String, @Nullable Object> experiment) {

        public String label() {
            return one.label().orElse(name);
        }
    }

    /// @param tree as a JSON or YAML parser gives it
    /// @throws consilium.kernel.problem.ProblemException `SpecInvalid`, with every violation found in any case
    public static Study read(@Nullable Object tree) {
        StudySpec spec = fields(tree);
        Map<String, StudySpec.Case> cases = spec.cases().isEmpty()
                ? Map.of("all", new StudySpec.Case(Optional.of(spec.title()), Optional.empty(), Map.of(), Map.of()))
                : spec.cases();
        List<Part> parts = new ArrayList<>();
        cases.forEach((name, one) -> parts.add(new Part(name, one, experiment(spec, name, one))));
        List<Violation> violations = new ArrayList<>();
        parts.forEach(part -> violations.addAll(violations(part)));
        spec.reference().ifPresent(method -> parts.forEach(part -> requireMethod(part, method, violations)));
        if (!violations.isEmpty()) {
            throw new Problem.SpecInvalid(WHAT, violations).toException();
        }
        return new Study(spec, List.copyOf(parts));
    }

    private static StudySpec fields(@Nullable Object tree) {
        try {
            return RecordFormat.read(StudySpec.class, tree);
        } catch (InvalidTreeException e) {
            throw new Problem.SpecInvalid(WHAT, e.violations()).toException(e);
        }
    }

    private static Map<String, @Nullable Object> experiment(
            StudySpec spec, String name, StudySpec.Case one) {
        Map<String, @Nullable Object> experiment = laidOver(spec.experiment(), one.changes());
        experiment.put("name", spec.name() + "-" + name);
        return experiment;
    }

    /// The base with the changes laid over it: maps are joined field by field, anything else takes the other's place, and
    /// null takes a field away.
    public static Map<String, @Nullable Object> laidOver(Map<?, ?> base, Map<?, ?> changes) {
        Map<String, @Nullable Object> joined = new LinkedHashMap<>();
        base.forEach((name, value) -> joined.put(String.valueOf(name), value));
        changes.forEach((key, change) -> {
            String name = String.valueOf(key);
            if (change == null) {
                joined.remove(name);
            } else if (change instanceof Map<?, ?> fields && joined.get(name) instanceof Map<?, ?> before
                    && !isOtherKind(before, fields)) {
                joined.put(name, laidOver(before, fields));
            } else {
                joined.put(name, change);
            }
        });
        return joined;
    }

    /// A variant of another kind has other fields: it takes the whole place.
    private static boolean isOtherKind(Map<?, ?> before, Map<?, ?> fields) {
        return fields.get("kind") != null && !fields.get("kind").equals(before.get("kind"));
    }

    private static List<Violation> violations(Part part) {
        try {
            SpecReader.read(part.experiment());
            return List.of();
        } catch (ProblemException e) {
            if (e.problem() instanceof Problem.SpecInvalid invalid) {
                return invalid.violations().stream()
                        .map(violation -> new Violation(
                                "case " + part.name() + ": " + violation.path(), violation.rule()))
                        .toList();
            }
            throw e;
        }
    }

    private static void requireMethod(Part part, String method, List<Violation> violations) {
        if (!(part.experiment().get("methods") instanceof Map<?, ?> methods) || !methods.containsKey(method)) {
            violations.add(new Violation("reference", "case " + part.name() + " has no method " + method));
        }
    }
}
