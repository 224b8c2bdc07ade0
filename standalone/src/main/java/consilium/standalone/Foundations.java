package consilium.standalone;

import consilium.embedded.EmbeddedBroker;
import consilium.embedded.EmbeddedDatabase;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The broker and the database that the services stand on: our own, or those the environment names.
final class Foundations implements AutoCloseable {

    private final Optional<EmbeddedBroker> broker;
    private final Optional<EmbeddedDatabase> database;

    private Foundations(Optional<EmbeddedBroker> broker, Optional<EmbeddedDatabase> database) {
        this.broker = broker;
        this.database = database;
    }

    /// Starts what the environment does not name, both at once.
    static Foundations lay(Home home, Settings environment) {
        beginLogging();
        CompletableFuture<Optional<EmbeddedDatabase>> database =
                unless(environment.get("CONSILIUM_DB_URL"), () -> EmbeddedDatabase.start(home.database()));
        CompletableFuture<Optional<EmbeddedBroker>> broker =
                unless(environment.get("CONSILIUM_KAFKA"), () -> EmbeddedBroker.start(home.broker()));
        try {
            return new Foundations(broker.join(), database.join());
        } catch (CompletionException e) {
            closeWhatStarted(broker);
            closeWhatStarted(database);
            throw new HouseException(RootCause.of(e), e);
        }
    }

    /// The log manager sets itself up with whoever logs first; two who do at once wait for each other for ever. Seen
    /// when the database found an orphan to stop while the broker recovered.
    private static void beginLogging() {
        Logger.getLogger(Foundations.class.getName()).isLoggable(Level.INFO);
    }

    private static <T> CompletableFuture<Optional<T>> unless(
            Optional<String> given, java.util.function.Supplier<T> start) {
        CompletableFuture<Optional<T>> started = new CompletableFuture<>();
        if (given.isPresent()) {
            started.complete(Optional.empty());
            return started;
        }
        // A thread of its own, not one of a pool: what it starts inherits its class loader, and waits for disks.
        Thread.ofPlatform().name("consilium-foundations").start(() -> {
            try {
                started.complete(Optional.of(start.get()));
            } catch (RuntimeException | Error e) {
                started.completeExceptionally(e);
            }
        });
        return started;
    }

    private static <T extends AutoCloseable> void closeWhatStarted(CompletableFuture<Optional<T>> starting) {
        try {
            Optional<T> started = starting.get();
            if (started.isPresent()) {
                started.get().close();
            }
        } catch (ExecutionException _) {
            // It did not start, so there is nothing to close; the reason is thrown by the caller.
        } catch (Exception e) {
            throw new HouseException("cannot stop what was started: " + RootCause.of(e), e);
        }
    }

    /// The configuration by which the services find them.
    Map<String, String> configuration() {
        Map<String, String> configuration = new LinkedHashMap<>();
        broker.ifPresent(own -> {
            configuration.put("consilium.kafka", own.bootstrapServers());
            configuration.put("kafka.bootstrap.servers", own.bootstrapServers());
        });
        database.ifPresent(own -> {
            configuration.put("quarkus.datasource.jdbc.url", own.jdbcUrl());
            configuration.put("quarkus.datasource.username", own.user());
            configuration.put("quarkus.datasource.password", own.password());
        });
        return configuration;
    }

    /// The broker first: nothing of it needs the database.
    @Override
    public void close() {
        try {
            broker.ifPresent(EmbeddedBroker::close);
        } finally {
            database.ifPresent(EmbeddedDatabase::close);
        }
    }
}
