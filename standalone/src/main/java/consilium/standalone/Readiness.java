package consilium.standalone;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/// Asks a server whether it is ready for work.
final class Readiness {

    private static final int PATIENCE_MILLIS = 2000;

    private Readiness() {}

    /// @param server its address, without a path
    static boolean of(URI server) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) server.resolve("/q/health/ready").toURL().openConnection();
            connection.setConnectTimeout(PATIENCE_MILLIS);
            connection.setReadTimeout(PATIENCE_MILLIS);
            try {
                return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            } finally {
                connection.disconnect();
            }
        } catch (IOException _) {
            return false;
        }
    }
}
