package consilium.standalone.cli;

/// What is shown of one standing experiment.
final class Standing {

    private Standing() {}

    static void show(Visit visit, Answer standing) {
        visit.say(visit.style().strong(standing.show("name")) + ", " + standing.show("state") + ", by data set "
                + standing.show("dataset") + " at version " + standing.show("version"));
        if (!standing.texts("drifted").isEmpty()) {
            visit.say(visit.style().caution("drifted: " + String.join(", ", standing.texts("drifted"))));
        }
        Table table = new Table(visit.style(), "version", "experiment", "why", "annotations", "started");
        for (Answer run : standing.list("runs")) {
            table.row(
                    run.show("version"), run.show("experiment"), run.show("why"), run.show("annotations"),
                    run.show("started"));
        }
        visit.say(table);
    }
}
