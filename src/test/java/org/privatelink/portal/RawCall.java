package org.privatelink.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Bytes that no HTTP client would send, and what came back. */
public final class RawCall {

    private static final int PATIENCE = 10_000;

    private RawCall() {}

    /** @param text all that came, as it came */
    public record Answer(String text) {

        public int status() {
            return Integer.parseInt(text.split(" ", 3)[1]);
        }

        public String head() {
            return text.split("\r\n\r\n", 2)[0];
        }

        public String body() {
            return text.split("\r\n\r\n", 2)[1];
        }

        public List<String> all(String header) {
            String wanted = header.toLowerCase(Locale.ROOT) + ":";
            return Stream.of(head().split("\r\n"))
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(wanted))
                    .map(line -> line.substring(wanted.length()).strip())
                    .toList();
        }
    }

    public static Answer send(int port, String request) {
        try (Socket connection = open(port)) {
            connection.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return rest(connection);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public static Socket open(int port) throws IOException {
        Socket connection = new Socket("127.0.0.1", port);
        connection.setSoTimeout(PATIENCE);
        return connection;
    }

    /** All that comes until the server closes. */
    public static Answer rest(Socket connection) throws IOException {
        return new Answer(new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
    }

    /** Writes byte after byte until the server has closed, or nobody would wait for that any longer. */
    public static boolean isCutOffWhileTrickling(Socket connection) throws IOException {
        connection.setSoTimeout(50);
        for (int i = 0; i < PATIENCE / 50; i++) {
            try {
                connection.getOutputStream().write('a');
                connection.getInputStream().readAllBytes();
                return true;
            } catch (SocketException reset) {
                return true;
            } catch (SocketTimeoutException open) {
                // It still listens.
            }
        }
        return false;
    }
}
