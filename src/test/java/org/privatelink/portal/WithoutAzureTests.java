package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.provider.AzureSignIn;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The portal as an organisation runs it that has not registered it with Azure. */
@SpringBootTest(
        classes = PortalApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:portal-${random.uuid};DB_CLOSE_DELAY=-1",
            "portal.platform.base-url=http://127.0.0.1:1",
            "portal.platform.org-id=0A1B2C3D4E5F60718293A4B5@AdobeOrg",
            "portal.platform.api-key=key",
            "portal.account.issuer=http://127.0.0.1:1",
            "portal.account.token-key=MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=",
            "spring.security.oauth2.client.registration.ims.client-id=people",
            "spring.security.oauth2.client.registration.ims.client-secret=secret",
            "spring.security.oauth2.client.registration.ims.provider=adobe",
            "spring.security.oauth2.client.registration.platform.client-id=machine",
            "spring.security.oauth2.client.registration.platform.client-secret=secret",
            "spring.security.oauth2.client.registration.platform.provider=adobe",
            "spring.security.oauth2.client.provider.adobe.authorization-uri=http://127.0.0.1:1/authorize",
            "spring.security.oauth2.client.provider.adobe.token-uri=http://127.0.0.1:1/token",
            "spring.security.oauth2.client.provider.adobe.jwk-set-uri=http://127.0.0.1:1/keys"
        })
class WithoutAzureTests {

    @LocalServerPort
    int port;

    @Autowired
    AzureSignIn azure;

    @Test
    void signingInToAzureIsNotOffered() {
        assertThat(azure.isOffered()).isFalse();
        Wire stranger = Wire.stranger(port);
        for (String path : List.of("/oauth2/authorization/azure", "/authorized/azure?code=x&state=y")) {
            HttpResponse<String> answer = stranger.get(path);
            assertThat(answer.statusCode()).isEqualTo(302);
            assertThat(Wire.location(answer)).endsWith("/sign-in");
        }
        assertThat(Wire.location(stranger.get("/oauth2/authorization/ims"))).startsWith("http://127.0.0.1:1/authorize?");
    }
}
