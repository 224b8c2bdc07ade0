package consilium.embedded;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/// Broker and database as a process of their own, for services that run in processes of theirs. Says where the two are
/// in lines that a shell reads as variables, and stays until it is told to stop.
public final class Main {

    private Main() {}

    /// @param arguments the folder that holds the data of both
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("usage: consilium.embedded.Main FOLDER");
            System.exit(2);
        }
        Path folder = Path.of(arguments[0]);
        EmbeddedDatabase database = EmbeddedDatabase.start(folder.resolve("database"));
        EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            broker.close();
            database.close();
        }));
        say("CONSILIUM_KAFKA", broker.bootstrapServers());
        say("CONSILIUM_DB_URL", database.jdbcUrl());
        say("CONSILIUM_DB_USER", database.user());
        say("CONSILIUM_DB_PASSWORD", database.password());
        System.out.flush();
        new CountDownLatch(1).await();
    }

    private static void say(String name, String value) {
        System.out.println(name + "='" + value + "'");
    }
}
