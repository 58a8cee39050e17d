package org.privatelink.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/** Single requests exactly as written, with somebody's session: no redirect is followed, no form is looked at. */
final class Wire {

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final String portal;
    private final String session;
    private final String token;

    private Wire(String portal, String session, String token) {
        this.portal = portal;
        this.session = session;
        this.token = token;
    }

    static Wire stranger(int port) {
        return new Wire("http://127.0.0.1:" + port, "", "");
    }

    /** Shares the session of a person who is signed in. */
    static Wire of(int port, Visitor person) {
        return new Wire("http://127.0.0.1:" + port, person.cookie("PORTALSESSION"), person.token());
    }

    static Wire signedIn(int port, String name) {
        return of(port, Visitor.signedIn(port, name));
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    /** Sends a form with the person's token against forged requests. */
    HttpResponse<String> post(String path, Map<String, String> fields, String... headers) {
        Stream<Map.Entry<String, String>> all =
                Stream.concat(fields.entrySet().stream(), Map.of("_csrf", token).entrySet().stream());
        return send("POST", path, encoded(all), headers);
    }

    HttpResponse<String> send(String method, String path, String form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(portal + path))
                .method(method, form == null ? BodyPublishers.noBody() : BodyPublishers.ofString(form))
                .timeout(Duration.ofSeconds(30));
        if (Stream.of(headers).noneMatch("Accept"::equalsIgnoreCase)) {
            request.header("Accept", "text/html");
        }
        if (!session.isEmpty()) {
            request.header("Cookie", "PORTALSESSION=" + session);
        }
        if (form != null && Stream.of(headers).noneMatch("Content-Type"::equals)) {
            request.header("Content-Type", "application/x-www-form-urlencoded");
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Sends any content of any type, with the person's token in a header. */
    HttpResponse<String> raw(String path, String type, String content) {
        return send("POST", path, content, "Content-Type", type, "X-CSRF-TOKEN", token);
    }

    /** Asks for what no client would: the target is sent as it stands, and the whole answer is what came. */
    String literally(String method, String target) throws IOException {
        URI address = URI.create(portal);
        try (Socket connection = new Socket(address.getHost(), address.getPort())) {
            String head = method + " " + target + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\nAccept: text/html\r\nCookie: PORTALSESSION="
                    + session + "\r\nConnection: close\r\n\r\n";
            connection.setSoTimeout(10_000);
            connection.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** As {@link #post}, by a connection of its own: a client keeps what it sent as long as its connection is idle. */
    int postAndForget(String path, Map<String, String> fields) throws IOException {
        Stream<Map.Entry<String, String>> all =
                Stream.concat(fields.entrySet().stream(), Map.of("_csrf", token).entrySet().stream());
        return sendAndForget(URI.create(portal + path), "Cookie: PORTALSESSION=" + session + "\r\nAccept: text/html",
                "application/x-www-form-urlencoded", encoded(all));
    }

    /** @return the status */
    static int sendAndForget(URI address, String headers, String type, String body) throws IOException {
        try (Socket connection = new Socket(address.getHost(), address.getPort())) {
            connection.setSoTimeout(30_000);
            String request = "POST " + address.getRawPath() + " HTTP/1.1\r\nHost: " + address.getAuthority() + "\r\n" + headers
                    + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.getBytes(StandardCharsets.UTF_8).length
                    + "\r\nConnection: close\r\n\r\n" + body;
            connection.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            String answer = new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }
    }

    String session() {
        return session;
    }

    String token() {
        return token;
    }

    static String encoded(Stream<Map.Entry<String, String>> fields) {
        return fields.map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static Document page(HttpResponse<String> answer) {
        return Jsoup.parse(answer.body());
    }

    static String location(HttpResponse<String> answer) {
        return answer.headers().firstValue("Location").orElse("");
    }

    static List<String> all(HttpResponse<String> answer, String header) {
        return answer.headers().allValues(header);
    }
}
