package consilium.standalone.cli;

import consilium.kernel.problem.Problem;
import consilium.kernel.problem.ProblemException;
import consilium.orchestrate.study.Study;
import consilium.runtime.format.Trees;
import java.nio.file.Path;

/// A study in a file, YAML or JSON, read with every case it makes.
final class StudyFile {

    private StudyFile() {}

    static Study read(Path path) {
        try {
            return Study.read(Trees.yaml(SpecFile.text(path), path.toString()));
        } catch (ProblemException e) {
            Problem problem = e.problem();
            throw problem instanceof Problem.SpecInvalid ? SpecFile.refusal(e)
                    : new CommandException(ExitCode.USAGE, problem.detail(), e);
        }
    }
}
