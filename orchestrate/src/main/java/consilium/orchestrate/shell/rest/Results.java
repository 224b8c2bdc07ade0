package consilium.orchestrate.shell.rest;

import consilium.orchestrate.ResultTable;
import consilium.orchestrate.shell.ExperimentSummary;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(description = "The result table; final once the experiment has ended.")
public record Results(
        String experiment,
        String name,
        String state,
        @Schema(description = "One per method, in the order of the spec") List<MethodRow> rows) {

    static Results of(ExperimentSummary experiment, ResultTable table) {
        return new Results(
                experiment.id(),
                experiment.name(),
                experiment.state(),
                table.rows().stream().map(MethodRow::of).toList());
    }
}
