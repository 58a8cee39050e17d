package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.StartUpCheck.UnfitSettings;
import org.springframework.boot.SpringApplication;

class StartUpCheckTests {

    @Test
    void missingSettingsAreAllNamedAtOnce() {
        assertThatThrownBy(() -> start("--portal.platform.org-id=ACME@AdobeOrg", "--server.forward-headers-strategy=native"))
                .isInstanceOf(UnfitSettings.class)
                .hasMessageContaining("name the proxies in portal.edge.proxies instead: server.forward-headers-strategy")
                .hasMessageContaining("missing: portal.platform.base-url")
                .hasMessageContaining("missing: portal.platform.api-key")
                .hasMessageContaining("missing: spring.datasource.url")
                .hasMessageContaining("missing: spring.security.oauth2.client.registration.platform.client-secret")
                .hasMessageContaining("missing: spring.security.oauth2.client.registration.ims.client-id")
                .hasMessageContaining("missing: spring.security.oauth2.client.provider.ims.jwk-set-uri")
                .hasMessageContaining("missing: portal.account.issuer")
                .hasMessageContaining("missing: portal.account.token-key")
                .hasMessageNotContaining("missing: portal.platform.org-id");
    }

    @Test
    void keyThatIsNoneIsNamedAndNotShown() {
        assertThatThrownBy(() -> start("--portal.account.token-key=c2hvcnQ="))
                .isInstanceOf(UnfitSettings.class)
                .hasMessageContaining("missing: portal.account.token-key")
                .hasMessageNotContaining("c2hvcnQ");
    }

    @Test
    void secretsAreNotSentInClear() {
        assertThatThrownBy(() -> start("--portal.platform.base-url=http://platform.example.com"))
                .isInstanceOf(UnfitSettings.class)
                .hasMessageContaining("must begin with https://: portal.platform.base-url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer-uri", "authorization-uri", "token-uri", "user-info-uri", "jwk-set-uri"})
    void peoplesProviderIsNotAskedInClear(String address) {
        String setting = "spring.security.oauth2.client.provider.ims." + address;

        assertThatThrownBy(() -> start("--" + setting + "=http://provider.example.com/x"))
                .isInstanceOf(UnfitSettings.class)
                .hasMessageContaining("must begin with https://: " + setting);
    }

    @Test
    void peopleDoNotSignOutInClear() {
        assertThatThrownBy(() -> start("--portal.account.end-session-uri=http://provider.example.com/out"))
                .isInstanceOf(UnfitSettings.class)
                .hasMessageContaining("must begin with https://: portal.account.end-session-uri");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "jdbc:postgresql://db.example.com/portal",
        "jdbc:postgresql://127.0.0.1,db.example.com/portal",
        "jdbc:postgresql://db.example.com/portal?sslmode=prefer",
        "jdbc:postgresql://db.example.com/portal?sslmode=disable&user=x",
        "jdbc:postgresql://db example.com/portal",
        "jdbc:postgresql://db.example.com/portal?application_name=sslmode=require-not"
    })
    void databaseElsewhereIsReachedEncryptedOnly(String url) {
        assertThatThrownBy(() -> start("--spring.datasource.url=" + url))
                .isInstanceOf(UnfitSettings.class)
                .hasMessageContaining("must be encrypted, as by ?sslmode=verify-full: spring.datasource.url");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://127.0.0.1:5432/portal, ''",
        "jdbc:postgresql://db.example.com/portal?user=x&sslmode=verify-full, ''",
        "jdbc:postgresql://db.example.com/portal?ssl=true, ''",
        "jdbc:postgresql://db.example.com/portal, require"
    })
    void databaseHereOrEncryptedIsFine(String url, String mode) {
        assertThatThrownBy(() -> start(
                        "--spring.datasource.url=" + url, "--spring.datasource.hikari.data-source-properties.sslmode=" + mode))
                .as("others are missing")
                .isInstanceOf(UnfitSettings.class)
                .message()
                .doesNotContain("spring.datasource.url");
    }

    @Test
    void mailGoesEncryptedOnly() {
        String host = "--spring.mail.host=smtp.example.com";

        assertThatThrownBy(() -> start(host)).hasMessageContaining("starttls.required: spring.mail.host");
        assertThatThrownBy(() -> start(host, "--spring.mail.properties.mail.smtp.starttls.required=true"))
                .isInstanceOf(UnfitSettings.class)
                .message()
                .doesNotContain("spring.mail.host");
    }

    @Test
    void whatPeopleTypeIsNotLogged() {
        assertThatThrownBy(() -> start(
                        "--spring.mvc.log-request-details=true",
                        "--spring.http.codecs.log-request-details=true",
                        "--logging.level.org.springframework.web.client=DEBUG",
                        "--logging.level.org.apache.tomcat.util.http.Parameters=trace"))
                .isInstanceOf(UnfitSettings.class)
                .hasMessageContaining("into the log what people type: spring.mvc.log-request-details")
                .hasMessageContaining("into the log what people type: spring.http.codecs.log-request-details")
                .hasMessageContaining("into the log what people type: logging.level.org.springframework.web.client")
                .hasMessageContaining("into the log what people type: logging.level.org.apache.tomcat.util.http.Parameters");
    }

    @Test
    void noticesWithoutTheirSettingsAreNamedAndTheirSecretsAreNot() {
        assertThatThrownBy(() -> start(
                        "--portal.notice.webhooks.ops.url=https://hooks.example.com/VALUE",
                        "--portal.notice.webhooks.ops.format=signed",
                        "--portal.notice.webhooks.ops.secret=VALUE"))
                .isInstanceOf(UnfitSettings.class)
                .hasMessageContaining("missing: portal.notice.portal-url")
                .hasMessageContaining("missing: portal.notice.webhooks.ops.secret")
                .hasMessageNotContaining("VALUE");
    }

    @Test
    void demoRefusesToBeSeenFromOutside() {
        assertThatThrownBy(() -> start(demo("--server.address=0.0.0.0")))
                .isInstanceOf(UnfitSettings.class)
                .hasMessage("the demo stays on this machine: server.address");
    }

    @Test
    void demoRefusesARealPlatform() {
        assertThatThrownBy(() -> start(demo("--portal.platform.base-url=https://platform.example.com")))
                .isInstanceOf(UnfitSettings.class)
                .hasMessage("the demo stays on this machine: portal.platform.base-url");
    }

    @Test
    void demoRefusesARealAzure() {
        assertThatThrownBy(() -> start(demo("--portal.azure.base-url=https://management.azure.com")))
                .isInstanceOf(UnfitSettings.class)
                .hasMessage("the demo stays on this machine: portal.azure.base-url");
    }

    @Test
    void azureIsOptionalButWholeAndProtected() {
        String registration = "--spring.security.oauth2.client.registration.azure.";
        assertThatThrownBy(() -> start("--portal.platform.org-id=ACME@AdobeOrg"))
                .hasMessageNotContaining("azure");
        assertThatThrownBy(() -> start(
                        registration + "client-id=id",
                        registration + "client-secret=secret",
                        registration + "provider=entra",
                        "--spring.security.oauth2.client.provider.entra.token-uri=http://login.example.com/token",
                        "--portal.azure.base-url=http://azure.example.com"))
                .hasMessageContaining("missing: spring.security.oauth2.client.provider.entra.authorization-uri")
                .hasMessageContaining("must begin with https://: spring.security.oauth2.client.provider.entra.token-uri")
                .hasMessageContaining("must begin with https://: portal.azure.base-url");
    }

    @Test
    void whatIsWrongIsSaidInWords() {
        var analysis = new StartUpCheck.Analyzer().analyze(new UnfitSettings(List.of("missing: a", "missing: b")));

        assertThat(analysis.getDescription()).contains("missing: a\n  missing: b");
        assertThat(analysis.getAction()).contains("README.md");
    }

    private static String[] demo(String setting) {
        return new String[] {"--spring.profiles.active=demo", "--simulator.port=0", "--simulator.data=", setting};
    }

    /** Never gets as far as listening: what is unfit is found before. */
    private static void start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--server.port=0");
        SpringApplication.run(PortalApplication.class, all.toArray(String[]::new)).close();
    }
}
