package org.privatelink.portal.notice;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLHandshakeException;
import org.privatelink.portal.notice.Notice.Problem;
import org.privatelink.portal.notice.NoticeProperties.Format;
import org.privatelink.portal.notice.NoticeProperties.Webhook;

/**
 * Posts notices to one address. The address may be a secret: it is in no message, and what the other side answers is
 * not read, since it might quote it.
 */
class WebhookChannel implements Channel {

    private static final Duration LONGEST_WAIT = Duration.ofDays(1);
    private static final Set<Integer> PASSING = Set.of(401, 403, 404, 408, 429);

    private final Webhook webhook;
    private final HttpClient http;
    private final Duration timeout;
    private final WebhookBodies bodies;
    private final Clock clock;

    WebhookChannel(Webhook webhook, HttpClient http, Duration timeout, WebhookBodies bodies, Clock clock) {
        this.webhook = webhook;
        this.http = http;
        this.timeout = timeout;
        this.bodies = bodies;
        this.clock = clock;
    }

    @Override
    public Delivery send(Notice notice) {
        try {
            HttpResponse<InputStream> answer = http.send(request(notice), BodyHandlers.ofInputStream());
            answer.body().close();
            return judge(answer);
        } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException unreached) {
            return Delivery.later(Problem.NO_CONNECTION);
        } catch (IOException lost) {
            return Delivery.unsure(Problem.NO_ANSWER);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Delivery.unsure(Problem.NO_ANSWER);
        }
    }

    private HttpRequest request(Notice notice) {
        byte[] body = bodies.body(webhook.format(), notice);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(webhook.url().open()))
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("User-Agent", "private-link-portal")
                .header("X-Portal-Notice", notice.id())
                .POST(BodyPublishers.ofByteArray(body));
        if (webhook.format() == Format.SIGNED) {
            String timestamp = String.valueOf(clock.instant().getEpochSecond());
            request.header("X-Portal-Timestamp", timestamp)
                    .header("X-Portal-Signature", "sha256=" + signature(timestamp, body));
        }
        return request.build();
    }

    private String signature(String timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(webhook.secret().open().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((timestamp + ".").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java has HmacSHA256", impossible);
        }
    }

    private Delivery judge(HttpResponse<?> answer) {
        int status = answer.statusCode();
        if (status / 100 == 2) {
            return Delivery.done();
        }
        // A secret or a gateway may be set right again.
        boolean passing = PASSING.contains(status) || status >= 500;
        String detail = String.valueOf(status);
        return passing ? Delivery.later(Problem.STATUS, detail, retryAfter(answer)) : Delivery.never(Problem.STATUS, detail);
    }

    private Duration retryAfter(HttpResponse<?> answer) {
        String text = answer.headers().firstValue("Retry-After").orElse("").strip();
        Duration wait = text.matches("\\d{1,9}") ? Duration.ofSeconds(Long.parseLong(text)) : untilDate(text);
        return wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait;
    }

    private Duration untilDate(String text) {
        try {
            Duration wait =
                    Duration.between(clock.instant(), DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException | ArithmeticException none) {
            return Duration.ZERO;
        }
    }
}
