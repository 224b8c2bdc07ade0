package consilium.relay;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A line between clients and a server, on which some calls fail: the drivers, the protocol and the errors are the real
/// ones. What a client sends in one go counts as a call.
///
/// Refused: cut before the server gets it. Slow: passed on late. Done but failed: cut when the server's answer comes,
/// which the client never sees.
final class FaultyLine implements AutoCloseable {

    private final ServerSocket door;
    private final int server;
    private final Lots lots;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /// @param port   on which clients come
    /// @param server port of the server
    FaultyLine(int port, int server, Lots lots) throws IOException {
        this.door = new ServerSocket(port, 50, InetAddress.ofLiteral("127.0.0.1"));
        this.server = server;
        this.lots = lots;
        Thread.ofVirtual().name("line-" + port).start(this::accept);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> connect(client));
            } catch (IOException e) {
                // Closed, or a client that went at once.
                continue;
            }
        }
    }

    private void connect(Socket client) {
        open.add(client);
        try (client; Socket behind = new Socket(InetAddress.ofLiteral("127.0.0.1"), server)) {
            client.setTcpNoDelay(true);
            behind.setTcpNoDelay(true);
            new Wire(client, behind).run();
        } catch (IOException e) {
            // Cut, by us or by one of the two: both sockets are closed, which is all that either sees.
            return;
        } finally {
            open.remove(client);
        }
    }

    @Override
    public String toString() {
        return lots.faults() + " of " + lots.calls() + " calls to port " + server;
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Wire {

        private final Socket client;
        private final Socket behind;
        private volatile boolean swallow;

        Wire(Socket client, Socket behind) {
            this.client = client;
            this.behind = behind;
        }

        void run() throws IOException {
            Thread answers = Thread.ofVirtual().start(this::answers);
            try {
                calls();
            } finally {
                behind.close();
                client.close();
                answers.interrupt();
            }
        }

        private void calls() throws IOException {
            InputStream in = client.getInputStream();
            OutputStream out = behind.getOutputStream();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                Optional<Fault> fault = lots.draw();
                if (fault.isPresent()) {
                    fault.get().before("line to port " + server);
                    swallow = fault.get() == Fault.DONE_BUT_FAILED;
                }
                out.write(buffer, 0, read);
            }
        }

        private void answers() {
            byte[] buffer = new byte[1 << 16];
            try (client; behind) {
                InputStream in = behind.getInputStream();
                OutputStream out = client.getOutputStream();
                for (int read = in.read(buffer); read >= 0 && !swallow; read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                }
            } catch (IOException e) {
                // The other direction ended it.
                return;
            }
        }
    }
}
