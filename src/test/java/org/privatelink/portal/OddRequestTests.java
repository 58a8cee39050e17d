package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;

/** What no browser sends: most of it never comes to the portal's own code, and is answered like everything else. */
@PortalTest
class OddRequestTests {

    private static final String REST = " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/html\r\nConnection: close\r\n";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|GET|%00", "400|GET|a%00b", "400|GET|a%2fb", "400|GET|a%5cb", "400|GET|%zz", "400|GET|%",
                "400|GET|../../../../etc/passwd", "400|GET|%2e%2e/%2e%2e/%2e%2e/%2e%2e/x", "400|GET|a;b=c", "400|GET|a%3bb",
                "400|GET|a//b", "400|GET|a%25b", "400|GET|%0d%0ab", "405|TRACE|a", "405|PROPFIND|a", "405|get|a", "405|TRACK|%61"
            })
    void oddAddressOrMethodIsAnsweredLikeEverythingElse(int status, String method, String end) {
        for (String start : List.of("/s/prod/", "/api/v1/")) {
            RawCall.Answer answer = RawCall.send(port, method + " " + start + end + REST + "\r\n");

            assertThat(answer.status()).as(answer.text()).isEqualTo(status);
            isDesigned(start.startsWith("/api/"), answer);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "Host: a b\r\n", "Host: 127.0.0.1\r\nHost: 127.0.0.1\r\n",
                "Host: 127.0.0.1\r\nContent-Length: -1\r\n", "Host: 127.0.0.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n",
                "Host: 127.0.0.1\r\nNo colon\r\n", "Host: 127.0.0.1\r\nNul: a\u0000b\r\n"
            })
    void oddHeaderIsAnsweredLikeEverythingElse(String headers) {
        RawCall.Answer answer = RawCall.send(port, "GET /sign-in HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        isDesigned(false, answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "501|CONNECT example.com:443 HTTP/1.1", "505|GET / HTTP/3.7", "400|nonsense", "400|G@T / HTTP/1.1",
                "400|GET /api/v1/a<b HTTP/1.1", "400|GET /a\\b HTTP/1.1", "400|GET /{id} HTTP/1.1", "400|GET /^ HTTP/1.1",
                "400|GET /\u00e4 HTTP/1.1", "400|GET /?q=<script>alert(7331)</script> HTTP/1.1", "400|GET http://evil.example/ HTTP/1.1"
            })
    void oddFirstLineIsAnsweredLikeEverythingElse(int status, String line) {
        RawCall.Answer answer = RawCall.send(port, line + "\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");

        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        isDesigned(false, answer);
    }

    /** Nothing has failed: it is where failures are told. */
    @Test
    void addressOfTheErrorPageIsNoPage() {
        for (String method : List.of("GET", "HEAD")) {
            RawCall.Answer answer = RawCall.send(port, method + " /error" + REST + "\r\n");
            assertThat(answer.status()).as(method).isEqualTo(404);
            AnswerHeaders.areWhole(method, false, answer::all);
        }
        assertThat(RawCall.send(port, "GET /error" + REST.replace("text/html", "application/json") + "\r\n").body())
                .contains("\"status\":404", "\"path\":\"/error\"");
        assertThat(RawCall.send(port, "GET /error" + REST.replace("text/html", "image/png") + "\r\n").status())
                .isEqualTo(404);

        HttpResponse<String> told = Wire.signedIn(port, "engineer").get("/error");

        assertThat(told.statusCode()).isEqualTo(404);
        assertThat(Wire.page(told).select("h1").text()).isEqualTo("Not found");
        assertThat(Wire.page(told).select("header").text()).contains("Erin Engineer");
    }

    @Test
    void questionAboutTheServerBearsTheHeaders() {
        RawCall.Answer answer = RawCall.send(port, "OPTIONS *" + REST + "\r\n");

        assertThat(answer.status()).isEqualTo(200);
        AnswerHeaders.areWhole("OPTIONS *", false, answer::all);
    }

    @Test
    void whatIsTooLargeIsToldSo() {
        for (String start : List.of("/s/prod/", "/api/v1/")) {
            isRefusedAs(414, start + "x".repeat(13_000) + REST);
            isRefusedAs(414, start + "?q=" + "x".repeat(13_000) + REST);
            isRefusedAs(431, start + REST + "X-Large: " + "x".repeat(17_000) + "\r\n");
            isRefusedAs(431, start + REST + ("Cookie: a=" + "x".repeat(1_000) + "\r\n").repeat(17));
            isRefusedAs(400, start + REST + "X-Large: " + "x".repeat(40_000) + "\r\n");
            isRefusedAs(400, start + REST + "X: y\r\n".repeat(150));
            isRefusedAs(413, start + REST + "Content-Length: 300000\r\n");
        }
    }

    @Test
    void bodyInChunksIsBoundedToo() {
        String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
        for (String line : List.of("/theme HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded",
                "/api/v1/sandboxes/prod/requests HTTP/1.1\r\nIdempotency-Key: 0b1c2d3e-0000-4000-8000-123456789abc"
                        + "\r\nContent-Type: application/json\r\nAuthorization: Bearer " + Bearer.of(environment, port, "admin"))) {
            String start = line.startsWith("/api/") ? "1\r\n\"\r\n" : "2\r\na=\r\n";
            RawCall.Answer answer = RawCall.send(port, "POST " + line + "\r\nHost: 127.0.0.1\r\nAccept: text/html\r\n"
                    + "Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n" + start + chunk.repeat(20) + "0\r\n\r\n");

            assertThat(answer.status()).as(answer.head()).isEqualTo(413);
            isDesigned(line.startsWith("/api/"), answer);
        }
    }

    private void isRefusedAs(int status, String rest) {
        RawCall.Answer answer = RawCall.send(port, "GET " + rest + "\r\n" + (status == 413 ? "x".repeat(300_000) : ""));

        assertThat(answer.status()).as(answer.head()).isEqualTo(status);
        isDesigned(rest.startsWith("/api/"), answer);
    }

    /** Else a page of any site could have the browser of somebody at this machine read the demo, under its own name. */
    @Test
    void requestUnderAnotherNameIsMisdirected() {
        for (String host : List.of("", "evil.example", "127.0.0.1.evil.example", "localhost.", "[::1]", "evil.example:80")) {
            for (String path : List.of("/sign-in", "/oauth2/authorization/ims", "/api/v1/sandboxes")) {
                RawCall.Answer answer = RawCall.send(port, "GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");

                assertThat(answer.status()).as(host).isEqualTo(421);
                isDesigned(path.startsWith("/api/"), answer);
                assertThat(answer.text()).doesNotContain("evil");
            }
        }
    }

    @Test
    void forwardedHeadersOfAnybodyAreNotBelieved() {
        String forwarded = "X-Forwarded-For: 203.0.113.9\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\n"
                + "X-Forwarded-Port: 443\r\nX-Forwarded-Prefix: /evil\r\nX-Forwarded-Ssl: on\r\nX-Original-URL: /evil\r\n"
                + "X-Rewrite-URL: /evil\r\nX-HTTP-Method-Override: DELETE\r\nForwarded: for=203.0.113.9;proto=https;host=evil.example\r\n";

        RawCall.Answer begun = RawCall.send(port, "GET /oauth2/authorization/ims" + REST + forwarded + "\r\n");
        RawCall.Answer page = RawCall.send(port, "GET /sign-in" + REST + forwarded + "\r\n");

        assertThat(begun.status()).isEqualTo(302);
        assertThat(begun.all("Location").get(0)).contains("redirect_uri=http://127.0.0.1").doesNotContain("evil");
        assertThat(begun.all("Set-Cookie").toString()).doesNotContain("Secure");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).doesNotContain("evil");
        AnswerHeaders.areWhole("sign-in", false, page::all);
    }

    private static void isDesigned(boolean api, RawCall.Answer answer) {
        AnswerHeaders.areWhole(answer.text(), api, answer::all);
        assertThat(answer.text()).doesNotContain("Tomcat", "Apache", "Exception", "\tat ", "7331");
        if (api) {
            assertThat(answer.all("Content-Type")).containsExactly("application/problem+json");
            assertThat(answer.body()).contains("\"status\":" + answer.status(), "\"title\":");
        } else {
            Document page = Jsoup.parse(answer.body());
            String nonce = AnswerHeaders.nonce(answer.all("Content-Security-Policy").get(0));
            assertThat(page.select("h1")).as(answer.text()).hasSize(1);
            assertThat(page.select("html").attr("lang")).isEqualTo("en");
            assertThat(page.select("script, link[rel=stylesheet]").eachAttr("nonce")).isNotEmpty().containsOnly(nonce);
        }
    }
}
