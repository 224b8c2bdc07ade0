package consilium.standalone;

import consilium.standalone.cli.ConsiliumCommand;
import io.quarkus.runtime.annotations.QuarkusMain;

/// Where the program starts. The command line is read before anything is booted: most commands need no house.
@QuarkusMain
public final class Consilium {

    private Consilium() {}

    public static void main(String[] arguments) {
        System.exit(ConsiliumCommand.execute(arguments));
    }
}
