package consilium.standalone.cli;

import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.orchestrate.study.Study;
import consilium.runtime.format.Trees;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A study in a file, YAML or JSON, read with every case it makes.
///
/// A file may say `from: other.yaml`, a path that starts at its own folder: then it is what the other is, with its own
/// fields laid over it.
final class StudyFile {

    private static final String FROM = "from";
    private static final int DEEPEST = 5;

    private StudyFile() {}

    static Study read(Path path) {
        try {
            return Study.read(tree(path, 0));
        } catch (ProblemException e) {
            Problem problem = e.problem();
            throw problem instanceof Problem.SpecInvalid ? SpecFile.refusal(e)
                    : new CommandException(ExitCode.USAGE, problem.detail(), e);
        }
    }

    private static @Nullable Object tree(Path path, int depth) {
        Object tree = Trees.yaml(SpecFile.text(path), path.toString());
        if (!(tree instanceof Map<?, ?> own) || !(own.get(FROM) instanceof String other)) {
            return tree;
        }
        if (depth == DEEPEST) {
            throw new CommandException(ExitCode.USAGE, path + ": from: leads through more than " + DEEPEST
                    + " files; does it lead in a circle?");
        }
        if (!(tree(path.resolveSibling(other), depth + 1) instanceof Map<?, ?> base)) {
            throw new CommandException(ExitCode.USAGE, path + ": from: " + other + " holds no study");
        }
        Map<String, @Nullable Object> joined = Study.laidOver(base, own);
        joined.remove(FROM);
        return joined;
    }
}
