package org.privatelink.portal.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.context.ConfigurationPropertiesAutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskExecutionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.util.unit.DataSize;

class PlatformConfigurationTests {

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private final ApplicationContextRunner portal = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ConfigurationPropertiesAutoConfiguration.class,
                    ValidationAutoConfiguration.class,
                    JacksonAutoConfiguration.class,
                    WebClientAutoConfiguration.class,
                    TaskExecutionAutoConfiguration.class))
            .withUserConfiguration(PlatformConfiguration.class, Settings.class)
            .withBean(ClientRegistrationRepository.class, PlatformConfigurationTests::registrations)
            .withPropertyValues(
                    "portal.platform.base-url=" + platform.url(),
                    "portal.platform.org-id=" + PlatformFixture.ORG,
                    "portal.platform.api-key=" + PlatformFixture.API_KEY);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(PlatformProperties.class)
    static class Settings {}

    record Thing(String id) {}

    @Test
    void threeSettingsAreEnough() {
        platform.answer(200, "endpoints-with-unknown-fields.json");
        portal.run(context -> {
            PlatformClient client = context.getBean(PlatformClient.class);
            var reading = context.getBean(Reads.class)
                    .start(() -> client.get(Service.CONNECTORS, "dev-2", "/privateEndpoints").items(Thing.class));
            assertThat(reading.get()).containsExactly(new Thing("1"));
        });
    }

    @Test
    void theRestHasDefaults() {
        portal.run(context -> assertThat(context.getBean(PlatformProperties.class)).satisfies(settings -> {
            assertThat(settings.deadline()).isEqualTo(Duration.ofSeconds(30));
            assertThat(settings.maxAnswerSize()).isEqualTo(DataSize.ofMegabytes(16));
            assertThat(settings.retry().attempts()).isEqualTo(3);
            assertThat(settings.token().scopeSeparator()).isEqualTo(",");
            assertThat(settings.token().renewBefore()).isEqualTo(Duration.ofMinutes(5));
        }));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "org-id=0123456789ABCDEF01234567", "org-id=", "org-id=a b@AdobeOrg", "org-id=é@AdobeOrg", "org-id=a\u0000@AdobeOrg", "api-key= ", "api-key=a\r\nX: 1", "api-key=é", "base-url=", "max-connections=0",
        "retry.attempts=0", "retry.attempts=100"
    })
    void aWrongSettingEndsTheStart(String setting) {
        portal.withPropertyValues("portal.platform." + setting)
                .run(context -> assertThat(context).hasFailed());
    }

    private static ClientRegistrationRepository registrations() {
        return new InMemoryClientRegistrationRepository(ClientRegistration.withRegistrationId("platform")
                .clientId(PlatformFixture.API_KEY)
                .clientSecret(PlatformFixture.CLIENT_SECRET)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenUri(platform.url() + PlatformFixture.TOKEN_PATH)
                .build());
    }
}
