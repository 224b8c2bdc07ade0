package consilium.standalone.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/// Looks for what would keep Consilium from working here.
@Command(name = "doctor", description = {
        "Check what Consilium needs: Java, engine, disk, ports, home, broker, database, data sets.",
        "Starts nothing. Ends with 1 when something would not work."
})
final class DoctorCommand implements Callable<Integer> {

    @ParentCommand
    private @Nullable ConsiliumCommand consilium;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() {
        ConsiliumCommand parent = Objects.requireNonNull(consilium);
        List<Finding> findings = new Examination(parent.home(), parent.environment()).findings();
        Screen screen = parent.screen();
        output.print(screen, answer(findings),
                () -> table(findings, screen.style()).lines().forEach(screen.out()::println));
        return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.WRONG)
                ? ExitCode.FAILED
                : ExitCode.OK;
    }

    private static Table table(List<Finding> findings, Style style) {
        Table table = new Table(style, "what", "verdict", "found");
        for (Finding finding : findings) {
            String verdict = switch (finding.verdict()) {
                case FINE -> style.good("fine");
                case NOTE -> style.caution("note");
                case WRONG -> style.bad("wrong");
            };
            table.row(finding.what(), verdict, finding.found());
        }
        return table;
    }

    private static Answer answer(List<Finding> findings) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Finding finding : findings) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("what", finding.what());
            row.put("verdict", finding.verdict().name().toLowerCase(java.util.Locale.ROOT));
            row.put("found", finding.found());
            rows.add(row);
        }
        return new Answer(Map.of("findings", rows));
    }
}
