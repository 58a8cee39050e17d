package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.request.RequestNews;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.env.Environment;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The demo tells its own inbox, as a chat and as a system of one's own would be told. */
@PortalTest
class DemoNoticeTests {

    private static final JsonMapper JSON = JsonMapper.shared();

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    Environment environment;

    @Test
    void whatHappensArrivesInTheInboxOnceAChannel() throws Exception {
        String key = UUID.randomUUID().toString();
        RequestNews news = new RequestNews(
                RequestNews.Kind.STALE, key, "prod", key, "name-" + key, "Azure Blob Storage", "/subscriptions/x",
                "Dana Engineer", null, "Loads orders – täglich", null, null, false, null);

        events.publishEvent(news);
        events.publishEvent(news);
        await().until(() -> inbox(key).size() == 2);

        assertThat(inbox(key)).extracting(each -> each.path("channel").asString()).containsExactlyInAnyOrder("signed", "chat");
        JsonNode signed = inbox(key).stream()
                .filter(each -> each.path("channel").asString().equals("signed"))
                .findFirst()
                .orElseThrow();
        assertThat(signed.path("body").path("event").asString()).isEqualTo("stale");
        assertThat(header(signed, "X-Portal-Notice")).isEqualTo(signed.path("body").path("id").asString());
        assertThat(header(signed, "X-Portal-Signature")).isEqualTo("sha256="
                + hmac(header(signed, "X-Portal-Timestamp") + "." + JSON.writeValueAsString(signed.path("body"))));
    }

    private List<JsonNode> inbox(String key) {
        String all = RestClient.create(environment.getRequiredProperty("simulator.url"))
                .get()
                .uri("/simulator/inbox")
                .retrieve()
                .body(String.class);
        return JSON.readTree(all).valueStream().filter(each -> each.path("body").toString().contains(key)).toList();
    }

    private static String header(JsonNode notice, String name) {
        return notice.path("headers").properties().stream()
                .filter(each -> each.getKey().equalsIgnoreCase(name))
                .map(each -> each.getValue().asString())
                .findFirst()
                .orElseThrow();
    }

    private static String hmac(String text) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("demo-inbox-secret".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
}
