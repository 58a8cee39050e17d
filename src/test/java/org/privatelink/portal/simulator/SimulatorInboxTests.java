package org.privatelink.portal.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class SimulatorInboxTests {

    @RegisterExtension
    static final RunningSimulator simulator = RunningSimulator.forAll("--simulator.seed=false");

    @AfterEach
    void empty() {
        simulator.send(simulator.request("DELETE", "/simulator/inbox", null));
    }

    private static Answer send(String channel, String body) {
        return simulator.send(simulator.request("POST", "/inbox/" + channel, body));
    }

    private static JsonNode inbox() {
        return open("/simulator/inbox").json();
    }

    private static Answer open(String path) {
        return simulator.send(simulator.request("GET", path, null));
    }

    @Test
    void noticeIsTakenAndKeptWithItsHeaders() {
        Answer answer = simulator.send(simulator
                .request("POST", "/inbox/team-chat", "{\"text\":\"hello\",\"n\":[1,2]}")
                .setHeader("X-Portal-Signature", "sha256=abc")
                .setHeader("Authorization", "Bearer secret"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("ok");
        JsonNode notice = inbox().path(0);
        assertThat(notice.propertyNames())
                .containsExactly("arrivedAt", "channel", "contentType", "headers", "body");
        assertThat(notice.path("channel").asString()).isEqualTo("team-chat");
        assertThat(notice.path("contentType").asString()).isEqualTo("application/json");
        assertThat(notice.path("arrivedAt").asString()).isEqualTo(simulator.clock.instant().toString());
        assertThat(notice.path("body").toString()).isEqualTo("{\"text\":\"hello\",\"n\":[1,2]}");
        assertThat(notice.path("headers").propertyStream()
                        .filter(header -> header.getKey().equalsIgnoreCase("X-Portal-Signature"))
                        .map(header -> header.getValue().asString()))
                .containsExactly("sha256=abc");
        assertThat(inbox().toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "hello", "{} {}"})
    void whatIsNotJsonIsRefused(String body) {
        assertThat(send("chat", body).status()).isEqualTo(400);
        assertThat(inbox()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "\"text\"", "7", "null"})
    void anyJsonIsTaken(String body) {
        assertThat(send("chat", body).status()).isEqualTo(200);
        assertThat(inbox().size()).isEqualTo(1);
    }

    @Test
    void noticeMayBeAsLongAs64Kilobytes() {
        assertThat(send("chat", "\"" + "x".repeat(64 * 1024 - 2) + "\"").status()).isEqualTo(200);
        assertThat(send("chat", "\"" + "x".repeat(64 * 1024 - 1) + "\"").status()).isEqualTo(413);
    }

    @Test
    void onlyTheLastOnesAreKeptAndTheyCanBeCleared() {
        for (int i = 0; i < 201; i++) {
            send("chat", String.valueOf(i));
        }
        assertThat(inbox().size()).isEqualTo(200);
        assertThat(inbox().path(0).path("body").asInt()).isEqualTo(1);
        assertThat(simulator
                        .send(simulator.request("DELETE", "/simulator/inbox", null))
                        .status())
                .isEqualTo(204);
        assertThat(inbox()).isEmpty();
    }

    @Test
    void pageShowsTheNewestFirstAndEscapesThem() {
        send("first", "{\"text\":\"one\"}");
        send("second", "{\"text\":\"<script>alert(1)</script>\"}");
        Answer answer = open("/inbox");
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("article h2").eachText()).containsExactly("second", "first");
        assertThat(page.select("article pre").first().text()).contains("<script>alert(1)</script>");
        assertThat(page.select("script, style, [style]")).isEmpty();
        assertThat(page.select("h1")).hasSize(1);
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'none'");
    }

    @Test
    void emptyInboxSaysSo() {
        assertThat(Jsoup.parse(open("/inbox").body()).text()).contains("Nothing has been sent yet");
    }

    @Test
    void startPageLeadsToTheInbox() {
        Document page = Jsoup.parse(open("/").body());
        assertThat(page.select("a[href=/inbox]")).hasSize(1);
        assertThat(page.select("pre").text()).contains(simulator.url() + "/simulator/decisions");
        assertThat(open("/azure").status()).isEqualTo(404);
    }
}
