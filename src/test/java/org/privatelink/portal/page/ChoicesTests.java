package org.privatelink.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** With the settings that nobody has changed. */
class ChoicesTests {

    private final ApplicationContextRunner portal = new ApplicationContextRunner()
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withUserConfiguration(Settings.class)
            .withBean(Choices.class);
    private final MockHttpServletRequest request = new MockHttpServletRequest();

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(ServerProperties.class)
    static class Settings {}

    @Test
    void cookieIsForThisHostByHttpsAndForNoScript() {
        with("", choices -> assertThat(kept(choices))
                .startsWith("__Host-theme=dark;")
                .contains("; Path=/; ", "; Secure", "; HttpOnly", "; SameSite=Lax")
                .doesNotContainIgnoringCase("Domain"));
    }

    @Test
    void demoCookieGoesByPlainHttpToo() {
        with("demo", choices -> assertThat(kept(choices))
                .startsWith("theme=dark;")
                .contains("; Path=/; ", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Secure"));
    }

    /** Another host of the same company may set it, or whoever is on the wire. */
    @Test
    void cookieThatAnotherHostMaySetIsNotRead() {
        request.setCookies(new Cookie("theme", "light"), new Cookie("__Host-theme", "dark"));

        with("", choices -> assertThat(choices.find("theme", request)).contains("dark"));
        with("demo", choices -> assertThat(choices.find("theme", request)).contains("light"));
    }

    private void with(String profile, Consumer<Choices> then) {
        portal.withPropertyValues("spring.profiles.active=" + profile).run(context -> then.accept(context.getBean(Choices.class)));
    }

    private String kept(Choices choices) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        choices.keep("theme", "dark", Duration.ofDays(365), request, response);
        return response.getHeader("Set-Cookie");
    }
}
