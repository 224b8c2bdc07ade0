package consilium.standalone.cli;

import consilium.standalone.House;
import consilium.standalone.Settings;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// A command that asks the server: the running one, or a house that is started for this command alone.
@Command
abstract class HouseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public final Integer call() {
        ConsiliumCommand consilium = consilium();
        prepare();
        try (House house = House.ensure(consilium.home(), environment(), this::tellStart);
                Api api = new Api(house.address())) {
            return run(new Visit(consilium, api, house.startedHere()));
        }
    }

    /// What can be checked before a house is started, such as that a file is there.
    void prepare() {}

    /// @return the exit code
    abstract int run(Visit visit);

    final ConsiliumCommand consilium() {
        return (ConsiliumCommand) spec.root().userObject();
    }

    private Settings environment() {
        return consilium().environment();
    }

    /// On standard error, so that standard output holds the answer alone.
    private void tellStart() {
        Screen screen = consilium().screen();
        screen.err().println(screen.style().faint("Starting Consilium in " + consilium().home() + " ..."));
    }
}
