package consilium.standalone;

import consilium.embedded.FreePort;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// A running Consilium: one that was running already, or one that was started here and stops when it is closed.
///
/// Its parts stop in the opposite order of their start: services, broker, database. A broker that goes before its
/// clients makes the next start recover, and a process that goes before its database leaves it running.
public final class House implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final URI address;
    private final String kafka;
    private final Optional<Own> own;

    private House(ServerFile server, Optional<Own> own) {
        this.address = server.address();
        this.kafka = server.kafka();
        this.own = own;
    }

    /// The home's running server, or a house on a free port when there is none.
    ///
    /// @param onStart called before a house is started, which takes seconds
    public static House ensure(Home home, Settings environment, Runnable onStart) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<ServerFile> running = running(home);
            if (running.isPresent()) {
                return new House(running.get(), Optional.empty());
            }
            Optional<HomeLock> lock = HomeLock.take(home);
            if (lock.isPresent()) {
                onStart.run();
                return start(home, environment, lock.get(), FreePort.next(), Map.of());
            }
            // Somebody else is starting, and will say where; or stopping, and will let go.
            pause();
        }
        throw taken(home);
    }

    /// The home's running server, if there is one.
    public static Optional<ServerFile> running(Home home) {
        return ServerFile.read(home).filter(ServerFile::alive);
    }

    /// Starts a house to stay.
    ///
    /// @param port          of the API; 0 for a free one
    /// @param configuration of the services, beside what a house decides by itself
    /// @throws HouseTakenException when the home has one
    public static House open(Home home, Settings environment, int port, Map<String, String> configuration) {
        HomeLock lock = HomeLock.take(home).orElseThrow(() -> taken(home));
        return start(home, environment, lock, port == 0 ? FreePort.next() : port, configuration);
    }

    private static House start(
            Home home, Settings environment, HomeLock lock, int port, Map<String, String> configuration) {
        Own own = new Own(home, lock);
        Runtime.getRuntime().addShutdownHook(new Thread(own::stop, "consilium-stop"));
        try {
            return new House(own.start(environment, port, configuration), Optional.of(own));
        } catch (RuntimeException e) {
            own.stop();
            throw e;
        }
    }

    private static HouseTakenException taken(Home home) {
        String who = ServerFile.read(home)
                .filter(file -> ProcessHandle.of(file.pid()).isPresent())
                .map(file -> " at " + file.address() + " (process " + file.pid() + ")")
                .orElse("");
        return new HouseTakenException("another Consilium runs on " + home + who
                + "; stop it, or set CONSILIUM_HOME to another folder");
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HouseException("interrupted while waiting for another Consilium", e);
        }
    }

    /// Where it listens, without a path.
    public URI address() {
        return address;
    }

    /// The broker's bootstrap servers.
    public String kafka() {
        return kafka;
    }

    /// Whether it was started here, and so will stop when it is closed.
    public boolean startedHere() {
        return own.isPresent();
    }

    /// Returns when the services have stopped, by themselves or because the program ends.
    public void awaitEnd() {
        own.ifPresent(Own::awaitEnd);
    }

    @Override
    public void close() {
        own.ifPresent(Own::stop);
    }

    /// What was started here. Starting and stopping exclude each other, since Ctrl-C may come at any time.
    private static final class Own {

        private final ReentrantLock turn = new ReentrantLock();
        private final Home home;
        private final HomeLock lock;
        private Optional<Foundations> foundations = Optional.empty();
        private Optional<Services> services = Optional.empty();
        private boolean stopped;

        Own(Home home, HomeLock lock) {
            this.home = home;
            this.lock = lock;
        }

        ServerFile start(Settings environment, int port, Map<String, String> given) {
            turn.lock();
            try {
                if (stopped) {
                    throw new HouseException("interrupted while starting");
                }
                ServerFile.remove(home);
                String store = environment.get("CONSILIUM_STORE").orElse(home.artefacts().toString());
                if (!store.startsWith("s3://")) {
                    make(Path.of(store));
                }
                Foundations laid = Foundations.lay(home, environment);
                foundations = Optional.of(laid);
                Map<String, String> configuration = new LinkedHashMap<>(laid.configuration());
                configuration.put("consilium.home", home.toString());
                configuration.putAll(given);
                Services starting = new Services(port);
                services = Optional.of(starting);
                starting.start(configuration);
                String kafka = Optional.ofNullable(configuration.get("consilium.kafka"))
                        .or(() -> environment.get("CONSILIUM_KAFKA"))
                        .orElse("");
                ServerFile server = new ServerFile(port, ProcessHandle.current().pid(), Version.current(), kafka);
                server.write(home);
                return server;
            } finally {
                turn.unlock();
            }
        }

        /// The services do not say that they are ready before there is a folder for artefacts.
        private static void make(Path folder) {
            try {
                Files.createDirectories(folder);
            } catch (IOException e) {
                throw new HouseException("the folder " + folder + " cannot be made: " + RootCause.of(e), e);
            }
        }

        void awaitEnd() {
            services.ifPresent(Services::awaitEnd);
        }

        void stop() {
            turn.lock();
            try {
                if (stopped) {
                    return;
                }
                stopped = true;
                ServerFile.remove(home);
                services.ifPresent(Services::close);
                foundations.ifPresent(Foundations::close);
                lock.close();
            } finally {
                turn.unlock();
            }
        }
    }
}
