package consilium.standalone.cli;

import picocli.CommandLine.Parameters;

/// The parameter `NAME` of a standing experiment.
final class StandingParameter {

    @Parameters(index = "0", paramLabel = "NAME", description = "The standing experiment's name.")
    private String name = "";

    String path() {
        return "/api/standing/" + Api.segment(name);
    }
}
