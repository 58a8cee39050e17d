package org.privatelink.portal.session;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.session.autoconfigure.SessionAutoConfiguration;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.MapSessionRepository;
import org.springframework.session.config.annotation.web.http.EnableSpringHttpSession;

/** The session's cookie as it goes over the wire with the settings that nobody has changed. */
class SessionCookieTests {

    private final WebApplicationContextRunner portal = new WebApplicationContextRunner(
                    AnnotationConfigServletWebServerApplicationContext::new)
            .withInitializer(new ConfigDataApplicationContextInitializer())
            .withConfiguration(AutoConfigurations.of(
                    SessionAutoConfiguration.class, TomcatServletWebServerAutoConfiguration.class))
            .withUserConfiguration(InMemory.class);

    @Configuration(proxyBeanMethods = false)
    @EnableSpringHttpSession
    static class InMemory {

        @Bean
        MapSessionRepository sessions() {
            return new MapSessionRepository(new ConcurrentHashMap<>());
        }

        @Bean
        ServletRegistrationBean<HttpServlet> page() {
            return new ServletRegistrationBean<>(
                    new HttpServlet() {
                        @Override
                        protected void doGet(HttpServletRequest request, HttpServletResponse response) {
                            request.getSession();
                        }
                    },
                    "/");
        }
    }

    @Test
    void cookieIsForThisHostByHttpsAndForNoScript() {
        assertThat(cookie("server.port=0"))
                .startsWith("__Host-portal=")
                .contains("; Path=/; ", "; Secure", "; HttpOnly", "; SameSite=Lax")
                .doesNotContainIgnoringCase("Domain", "Max-Age", "Expires");
    }

    @Test
    void demoCookieGoesByPlainHttpToo() {
        assertThat(cookie("server.port=0", "spring.profiles.active=demo"))
                .startsWith("PORTALSESSION=")
                .contains("; Path=/; ", "; HttpOnly", "; SameSite=Lax")
                .doesNotContain("Secure");
    }

    private String cookie(String... settings) {
        AtomicReference<String> cookie = new AtomicReference<>("");
        portal.withPropertyValues(settings).run(context -> {
            int port = ((AnnotationConfigServletWebServerApplicationContext) context.getSourceApplicationContext())
                    .getWebServer()
                    .getPort();
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/s/prod")).build(),
                            BodyHandlers.ofString());
            cookie.set(answer.headers().firstValue("Set-Cookie").orElse(""));
        });
        return cookie.get();
    }
}
