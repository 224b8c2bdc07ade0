package consilium.standalone.cli;

import picocli.CommandLine.Parameters;

/// The parameter `ID`.
final class ExperimentParameter {

    @Parameters(index = "0", paramLabel = "ID", description = "An experiment: its id, the beginning of its id, or latest.")
    private String typed = "";

    String in(Visit visit) {
        return visit.experiment(typed);
    }
}
