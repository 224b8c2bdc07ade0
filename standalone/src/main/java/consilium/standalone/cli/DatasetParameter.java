package consilium.standalone.cli;

import picocli.CommandLine.Parameters;

/// The parameter `DATASET`.
final class DatasetParameter {

    @Parameters(index = "0", paramLabel = "DATASET", description = "The data set's name.")
    private String name = "";

    String path() {
        return "/api/datasets/" + Api.segment(name);
    }

    String name() {
        return name;
    }
}
