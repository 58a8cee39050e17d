package org.privatelink.portal.platform;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** Speaks just enough HTTP to show the bytes that came and to misbehave below HTTP. */
final class RawServer implements AutoCloseable {

    /** What happens to a connection after its request was read. */
    interface Reply {
        void to(Socket connection, OutputStream out) throws IOException;

        Reply RESET = (connection, out) -> connection.setSoLinger(true, 0);

        static Reply bytes(String text) {
            return (connection, out) -> out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private final ServerSocket server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    RawServer(Reply reply) {
        try {
            server = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
        } catch (IOException busy) {
            throw new UncheckedIOException(busy);
        }
        Thread thread = new Thread(() -> serve(reply), "raw-server");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    /** Heads and bodies as they came. */
    List<String> requests() {
        return requests;
    }

    private void serve(Reply reply) {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                Thread thread = new Thread(() -> serve(connection, reply), "raw-server-connection");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException over) {
                // the test is over
            }
        }
    }

    private void serve(Socket accepted, Reply reply) {
        try (Socket connection = accepted) {
            requests.add(read(connection.getInputStream()));
            reply.to(connection, connection.getOutputStream());
        } catch (IOException over) {
            // the client went away
        }
    }

    static String read(InputStream in) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String text = "";
        while (!text.contains("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            bytes.write(next);
            text = bytes.toString(StandardCharsets.ISO_8859_1);
        }
        bytes.write(in.readNBytes(length(text)));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
