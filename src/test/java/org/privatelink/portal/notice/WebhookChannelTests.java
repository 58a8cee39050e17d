package org.privatelink.portal.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.notice.Delivery.Outcome;
import org.privatelink.portal.notice.Listener.Reply;
import org.privatelink.portal.notice.Notice.Problem;
import org.privatelink.portal.notice.NoticeProperties.Format;
import tools.jackson.databind.JsonNode;

class WebhookChannelTests {

    private final NoticeBench bench = new NoticeBench(TestDatabases.H2.dataSource()).timeout(Duration.ofSeconds(2));
    private final Listener listener = new Listener();

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void signedNoticeCanBeVerified() throws Exception {
        Notice notice = bench.stored(Target.webhook("ops"));

        assertThat(send(Format.SIGNED, notice)).isEqualTo(Delivery.done());

        Listener.Received received = listener.received().get(0);
        String timestamp = received.headers().getFirst("X-Portal-Timestamp");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(NoticeBench.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String expected = HexFormat.of().formatHex(
                mac.doFinal((timestamp + "." + received.body()).getBytes(StandardCharsets.UTF_8)));
        assertThat(received.headers().getFirst("X-Portal-Signature")).isEqualTo("sha256=" + expected);
        assertThat(timestamp).isEqualTo(String.valueOf(NoticeBench.NOW.getEpochSecond()));
        assertThat(received.headers().getFirst("X-Portal-Notice")).isEqualTo(notice.id());
        assertThat(received.headers().getFirst("Content-Type")).isEqualTo("application/json");
        JsonNode json = received.json();
        assertThat(json.propertyNames()).containsExactly(
                "event", "id", "time", "sandbox", "name", "source", "resource", "state", "requester", "reason", "ticket",
                "actor", "comment", "linked", "moreLinked", "link");
        assertThat(json.path("event").asString()).isEqualTo("raised");
        assertThat(json.path("id").asString()).isEqualTo(notice.id());
        assertThat(json.path("time").asString()).isEqualTo("2026-11-02T10:00:00.123456Z");
        assertThat(json.path("comment").isNull()).isTrue();
        assertThat(json.path("link").asString()).isEqualTo("https://portal.example.com/s/prod/requests/r-1");
    }

    @Test
    void chatIsOneTextAndUnsigned() {
        assertThat(send(Format.CHAT, bench.stored(Target.webhook("ops")))).isEqualTo(Delivery.done());

        Listener.Received received = listener.received().get(0);
        assertThat(received.headers()).doesNotContainKey("X-portal-signature");
        assertThat(received.json().propertyNames()).containsExactly("text");
        assertThat(received.json().path("text").asString())
                .startsWith("Approval needed: acme-lake (prod)\n")
                .contains("\nReason: Loads orders\n")
                .endsWith("\nhttps://portal.example.com/s/prod/requests/r-1");
    }

    @Test
    void teamsGetsACard() {
        assertThat(send(Format.TEAMS, bench.stored(Target.webhook("ops")))).isEqualTo(Delivery.done());

        JsonNode json = listener.received().get(0).json();
        JsonNode attachment = json.path("attachments").path(0);
        assertThat(json.path("type").asString()).isEqualTo("message");
        assertThat(attachment.path("contentType").asString()).isEqualTo("application/vnd.microsoft.card.adaptive");
        assertThat(attachment.path("content").path("type").asString()).isEqualTo("AdaptiveCard");
        assertThat(attachment.path("content").path("body").path(0).path("inlines").path(0).path("text").asString())
                .isEqualTo("Approval needed: acme-lake (prod)");
        assertThat(attachment.path("content").path("actions").path(0).path("url").asString())
                .isEqualTo("https://portal.example.com/s/prod/requests/r-1");
    }

    /** Each would be a link, a mention or the like in Slack or in Teams. */
    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '"', value = {
        "<!here> look ~ &lt;!here&gt; look",
        "<https://evil.example|log in> ~ &lt;https://#evil.example|log in&gt;",
        "[log in](https://evil.example) ~ [log in]#(https://#evil.example)",
        "[log in][1] and [1]: x ~ [log in]#[1] and [1]#: x",
        "@channel @here ~ @#channel @#here",
        "<@U123> ~ &lt;@#U123&gt;",
        "https://evil.example www.evil.example ~ https://#evil.example www.#evil.example",
        "mailto:eve@evil.example ~ mailto:#eve@#evil.example",
        "`code` & &lt; ~ 'code' &amp; &amp;lt;"
    })
    void wordsStayWords(String written, String shown) {
        assertThat(WebhookBodies.plain(written)).isEqualTo(shown.replace('#', '\u200b'));
    }

    @Test
    void userTextIsDefusedInTheChat() {
        Happening odd = new Happening(
                NoticeKind.RAISED, NoticeBench.NOW, "prod", "<!channel> [x](http://evil.example)", null, null, "raised", "@here",
                "first\nhttps://evil.example", null, null, null, null, null, "/s/prod/requests/1");
        bench.repository.add("k", Target.webhook("ops"), odd, NoticeBench.NOW);

        send(Format.CHAT, bench.all().get(0));

        String text = listener.received().get(0).json().path("text").asString();
        assertThat(text).doesNotContain("<", ">", "@here", "](", "://evil");
        assertThat(text.lines()).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 405, 410, 413, 301, 302, 307, 308})
    void whatIsRefusedForGoodIsNotTriedAgain(int status) {
        listener.says(Reply.status(status, "Location", listener.url() + "/elsewhere"));

        assertThat(send(Format.CHAT, bench.stored(Target.webhook("ops"))))
                .isEqualTo(Delivery.never(Problem.STATUS, String.valueOf(status)));
        assertThat(listener.received()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 408, 429, 500, 502, 503, 504})
    void whatMayPassIsTriedAgain(int status) {
        listener.says(Reply.status(status));

        assertThat(send(Format.CHAT, bench.stored(Target.webhook("ops"))))
                .isEqualTo(Delivery.later(Problem.STATUS, String.valueOf(status), Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "120 | 120",
        "0 | 0",
        "Mon, 02 Nov 2026 10:05:00 GMT | 299",
        "Mon, 02 Nov 2026 09:00:00 GMT | 0",
        "999999999 | 86400",
        "soon | 0",
        "-5 | 0"
    })
    void pauseThatIsAskedForIsKept(String said, long seconds) {
        listener.says(Reply.status(429, "Retry-After", said));

        Delivery delivery = send(Format.CHAT, bench.stored(Target.webhook("ops")));

        assertThat(delivery.outcome()).isEqualTo(Outcome.LATER);
        assertThat(delivery.pause().toSeconds()).isEqualTo(seconds);
    }

    @Test
    void nobodyThereIsSurelyNotDelivered() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0)) {
            port = unused.getLocalPort();
        }
        bench.webhook("ops", "http://127.0.0.1:" + port + "/SECRETPATH", Format.CHAT);

        assertThat(bench.channels().find("ops").orElseThrow().send(bench.stored(Target.webhook("ops"))))
                .isEqualTo(Delivery.later(Problem.NO_CONNECTION));
    }

    @Test
    void silenceAndHangingUpMayHaveDelivered() {
        listener.isSilent();
        bench.timeout(Duration.ofMillis(500));
        assertThat(send(Format.CHAT, bench.stored(Target.webhook("ops")))).isEqualTo(Delivery.unsure(Problem.NO_ANSWER));

        listener.says(exchange -> exchange.close());
        assertThat(send(Format.CHAT, bench.stored(Target.webhook("ops")))).isEqualTo(Delivery.unsure(Problem.NO_ANSWER));
    }

    @Test
    void endlessAnswerIsNotRead() {
        listener.says(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[65_536];
            for (int at = 0; at < 100_000; at++) {
                exchange.getResponseBody().write(much);
            }
        });

        assertThat(send(Format.CHAT, bench.stored(Target.webhook("ops")))).isEqualTo(Delivery.done());
    }

    @Test
    void channelTakesTheEventsAndSandboxesThatItWants() {
        bench.webhook("some", "https://h.example", Format.CHAT, Set.of(NoticeKind.DRIFT), Set.of("prod"));
        var some = bench.properties().webhooks().get("some");

        assertThat(some.wants(NoticeKind.DRIFT, "prod")).isTrue();
        assertThat(some.wants(NoticeKind.RAISED, "prod")).isFalse();
        assertThat(some.wants(NoticeKind.DRIFT, "dev")).isFalse();
        assertThat(some).asString().doesNotContain("h.example", NoticeBench.SECRET);
    }

    private Delivery send(Format format, Notice notice) {
        bench.webhook("ops", listener.url(), format);
        return bench.channels().find("ops").orElseThrow().send(notice);
    }
}
