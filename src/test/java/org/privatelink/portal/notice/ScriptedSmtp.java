package org.privatelink.portal.notice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** A mail server that says what a test wants, or nothing at all. */
final class ScriptedSmtp implements AutoCloseable {

    static final String SILENCE = "";
    static final String HANG_UP = "hang up";
    static final String DRIP = "drip";

    private final ServerSocket server;
    private final UnaryOperator<String> script;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();

    /** @param script the answer to a command; to {@code "CONNECT"} the greeting, to {@code "."} the end of a message */
    ScriptedSmtp(UnaryOperator<String> script) {
        this.script = script;
        try {
            server = new ServerSocket(0, 100, InetAddress.getByName("127.0.0.1"));
        } catch (IOException busy) {
            throw new UncheckedIOException(busy);
        }
        inBackground(this::accept);
    }

    /** What a server says that takes everything. */
    static String fine(String command) {
        return switch (command.split("[ :]")[0]) {
            case "CONNECT" -> "220 here";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 fine";
        };
    }

    int port() {
        return server.getLocalPort();
    }

    List<String> commands() {
        return commands;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                connections.add(connection);
                inBackground(() -> talk(connection));
            } catch (IOException over) {
                // the test is over
            }
        }
    }

    private void talk(Socket connection) {
        try (connection) {
            BufferedReader in = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8));
            boolean text = false;
            for (String line = "CONNECT"; line != null; line = in.readLine()) {
                if (!text || line.equals(".")) {
                    commands.add(line);
                    String answer = script.apply(line);
                    if (answer.equals(HANG_UP)) {
                        return;
                    }
                    while (answer.equals(DRIP)) {
                        say(connection.getOutputStream(), "220-more");
                        LockSupport.parkNanos(1_000_000);
                    }
                    say(connection.getOutputStream(), answer);
                    text = answer.startsWith("354");
                }
            }
        } catch (IOException over) {
            // the client went away
        }
    }

    private static void say(OutputStream out, String answer) throws IOException {
        if (!answer.equals(SILENCE)) {
            out.write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    private static void inBackground(Runnable task) {
        Thread thread = new Thread(task, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket connection : connections) {
            connection.close();
        }
    }
}
