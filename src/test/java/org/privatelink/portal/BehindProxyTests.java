package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The portal as people see it through a proxy that ends TLS. In the same portal as {@link ApiRouteTests}. */
@ClosedPortalTest
class BehindProxyTests {

    private static final String[] THROUGH_THE_PROXY = {
        "X-Forwarded-For", "203.0.113.9", "X-Forwarded-Proto", "https", "X-Forwarded-Host", "portal.example.com",
        "X-Forwarded-Port", "443"
    };

    @LocalServerPort
    int port;

    @Test
    void signInLeadsBackToTheNameThatPeopleUse() {
        HttpResponse<String> begun = Wire.stranger(port).get("/oauth2/authorization/ims", THROUGH_THE_PROXY);

        assertThat(Wire.location(begun)).contains("redirect_uri=https://portal.example.com/login/oauth2/code/ims");
    }

    @Test
    void answersTellTheBrowserToStayWithHttps() {
        for (String path : new String[] {"/sign-in", "/s/prod", "/nothing", "/assets/portal.css", "/api/v1/sandboxes"}) {
            HttpResponse<String> answer = Wire.stranger(port).get(path, THROUGH_THE_PROXY);

            assertThat(Wire.all(answer, "Strict-Transport-Security"))
                    .as(path)
                    .containsExactly("max-age=31536000; includeSubDomains");
        }
    }

    @Test
    void everyCookieIsForHttpsAlone() {
        Wire support = Wire.signedIn(port, "support");

        HttpResponse<String> theme = support.send("POST", "/theme", "_csrf=" + support.token(), THROUGH_THE_PROXY);
        HttpResponse<String> page = support.get("/s/prod", THROUGH_THE_PROXY);

        assertThat(Wire.all(theme, "Set-Cookie")).isNotEmpty().allSatisfy(cookie -> assertThat(cookie).contains("Secure"));
        assertThat(Wire.all(page, "Set-Cookie")).isNotEmpty().allSatisfy(cookie -> assertThat(cookie).contains("Secure"));
    }

    @Test
    void idThatTheProxyGaveIsKept() {
        HttpResponse<String> answer = Wire.stranger(port).get("/sign-in", "X-Request-Id", "gateway-0123456789.abc");

        assertThat(Wire.all(answer, "X-Request-Id")).containsExactly("gateway-0123456789.abc");
    }

    @Test
    void otherNameIsMisdirected() {
        String[] evil = {"X-Forwarded-Proto", "https", "X-Forwarded-Host", "evil.example"};

        assertThat(Wire.stranger(port).get("/oauth2/authorization/ims", evil).statusCode()).isEqualTo(421);
    }
}
