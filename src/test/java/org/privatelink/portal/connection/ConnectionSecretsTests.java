package org.privatelink.portal.connection;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.privatelink.portal.platform.PlatformClient;
import org.privatelink.portal.platform.PlatformFixture;
import org.privatelink.portal.platform.Service;
import org.privatelink.portal.source.CatalogueFixture;
import org.privatelink.portal.source.CredentialForm;
import org.slf4j.LoggerFactory;

/** Whatever becomes of a call with credentials, they appear in no log and no exception. */
class ConnectionSecretsTests {

    private static final String SECRET = "tide\\quay\"S3CRET";
    private static final String PLANTED = "S3CRET";

    @RegisterExtension
    static final PlatformFixture platform = new PlatformFixture();

    private final Logger portal = (Logger) LoggerFactory.getLogger("org.privatelink.portal");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        portal.setLevel(Level.DEBUG);
        log.start();
        portal.addAppender(log);
    }

    @AfterEach
    void stop() {
        portal.detachAppender(log);
        portal.setLevel(null);
    }

    static Stream<Arguments> answers() {
        String echo = "{\"title\":\"Cannot log in\",\"message\":\"as joe with tide\\\\quay\\\"S3CRET at"
                + " Password='tide\\\\quay\\\"S3CRET'\",\"code\":\"tide\\\\quay\\\"S3CRET\"}";
        return Stream.of(
                Arguments.of("ok", okJson(PlatformFixture.text("connection-created.json"))),
                Arguments.of("refused with an echo", aResponse().withStatus(400).withBody(echo)),
                Arguments.of("a fault with an echo", aResponse().withStatus(500).withBody(echo)),
                Arguments.of("not allowed with an echo", aResponse().withStatus(403).withBody(echo)),
                Arguments.of("understood by nobody", okJson("{\"id\":{\"password\":\"tide\\\\quay\\\"S3CRET\"}}")),
                Arguments.of("no JSON", okJson("tide\\quay\"S3CRET")),
                Arguments.of("a reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
                Arguments.of("garbage", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)),
                Arguments.of("late", okJson("{}").withFixedDelay(2_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void theSecretsOfAWriteAppearNowhere(String name, ResponseDefinitionBuilder answer) {
        platform.answer(answer);
        PlatformClient client = platform.client("answer-timeout=1s");
        Throwable failed = failure(() -> new ConnectionClient(client).create("dev-2", form()));
        assertNowhere(failed);
        assertThat(platform.onlyRequest().getBodyAsString()).contains(PLANTED);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void theSecretsOfAResolveAppearNowhere(String name, ResponseDefinitionBuilder answer) {
        platform.answer(answer);
        PlatformClient client = platform.client("answer-timeout=1s", "retry.attempts=1");
        Throwable failed = failure(() -> client.get(Service.CONNECTORS, "dev-2", "/privateEndpoints?op=autoResolve")
                .body(form().credentials().payload())
                .hiding(form().credentials().secrets())
                .items(Connection.class));
        assertNowhere(failed);
        assertThat(platform.onlyRequest().getUrl()).doesNotContain(PLANTED);
    }

    private void assertNowhere(@Nullable Throwable failed) {
        assertThat(log.list).isNotEmpty();
        String logged = log.list.stream()
                .map(event -> event.getFormattedMessage() + event.getThrowableProxy())
                .collect(Collectors.joining("\n"));
        assertThat(logged)
                .doesNotContain(PLANTED, PlatformFixture.TOKEN, PlatformFixture.CLIENT_SECRET, "Authorization");
        if (failed != null) {
            StringWriter trace = new StringWriter();
            failed.printStackTrace(new PrintWriter(trace));
            assertThat(trace.toString()).doesNotContain(PLANTED, PlatformFixture.TOKEN, PlatformFixture.CLIENT_SECRET);
        }
    }

    private static @Nullable Throwable failure(Runnable call) {
        try {
            call.run();
            return null;
        } catch (RuntimeException failed) {
            return failed;
        }
    }

    private static ConnectionForm form() {
        Map<String, String> typed = Map.of(
                "source", "postgresql", "kind", "basic",
                "server", "harbour.postgres.database.azure.com", "port", "5432", "database", "arrivals",
                "username", "joe", "password", SECRET, "sslMode", "Verify Full",
                "name", "Arrivals");
        ConnectionForm form = ConnectionForm.of(CredentialForm.of(CatalogueFixture.sources(), typed), typed);
        assertThat(form.toString()).doesNotContain(PLANTED);
        return form;
    }
}
