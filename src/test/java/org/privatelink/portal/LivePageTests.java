package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;

/** Open pages in a real browser, while something changes elsewhere. */
@PortalTest
@EnabledIf(value = "org.privatelink.portal.Browser#isInstalled", disabledReason = "no Chromium with chromedriver here")
class LivePageTests {

    private static final String ENDPOINT = """
            {"name":"live","subscriptionId":"7d0c3b1e-5f0a-4c57-9a51-0c8e2f6b4d10","resourceGroupName":"rg",
             "resourceName":"livestore","connectionSpec":{"id":"4c10e202-c428-4796-9208-5f1f5732b1cf","version":"1.0"}}""";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Test
    void openPagesLearnWhatChanged() {
        Upstream upstream = Upstream.of(environment);
        Wire elsewhere = Wire.signedIn(port, "support");
        String id = upstream.platform(HttpMethod.POST, "prod", Upstream.CONNECTORS, ENDPOINT).path("id").asString();
        elsewhere.post("/s/prod/check", Map.of());
        try (Browser detail = Browser.signedIn(port, "engineer");
                Browser list = Browser.signedIn(port, "support")) {
            list.go("/s/prod/endpoints");
            detail.go("/s/prod/endpoints/" + id);
            assertThat(detail.text()).contains("Pending in Azure", "Seen pending in Azure").doesNotContain("Reload to see it");
            // What others did before may be noted only now.
            await().untilAsserted(() -> {
                list.go("/s/prod/endpoints");
                assertThat(list.text()).doesNotContain("Reload to see it");
            });
            detail.isAccessible();
            detail.focus("check-now");

            upstream.decide(id, "APPROVE");
            elsewhere.post("/s/prod/check", Map.of());

            detail.awaitText("Seen approved in Azure");
            assertThat(detail.all("#state .state")).anyMatch("Approved"::equals);
            assertThat(detail.focused()).isEqualTo("check-now");
            assertThat(detail.script("return document.getElementById('announcer').textContent")).isEqualTo("Approved");
            assertThat(detail.text()).contains("Something has changed. Reload to see it.");
            detail.isAccessible();
            list.awaitText("Something has changed. Reload to see it.");
            list.isAccessible();
            list.follow("Reload to see it.");
            assertThat(list.text()).doesNotContain("Reload to see it");
        } finally {
            upstream.delete("prod", Upstream.CONNECTORS + "/" + id);
            elsewhere.post("/s/prod/check", Map.of());
            elsewhere.post("/s/prod/check", Map.of());
        }
    }
}
