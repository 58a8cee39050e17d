package org.privatelink.portal.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.privatelink.portal.PortalTest;
import org.privatelink.portal.TestDatabases;
import org.privatelink.portal.Upstream;
import org.privatelink.portal.Upstream.Fault;
import org.privatelink.portal.request.DyingPortal.Point;
import org.privatelink.portal.request.RequestService.Followed;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A portal that is killed between a decision and Platform's answer, in a process of its own, and what the next one makes
 * of it: one endpoint at the most, and the request says what is true.
 */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
class CrashTests {

    @Autowired
    Environment environment;

    @TempDir
    Path folder;

    private final String schema = "crash_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    private Upstream upstream;

    @BeforeAll
    void makeASchema() {
        upstream = Upstream.of(environment);
        JdbcClient.create(TestDatabases.POSTGRESQL.dataSource()).sql("create schema " + schema).update();
    }

    @BeforeEach
    void forget() {
        upstream.forget();
    }

    @AfterEach
    void tidy() {
        upstream.isWell();
        for (Point point : Point.values()) {
            upstream.endpoints("prod").stream()
                    .filter(each -> each.path("name").asString().equals(name(point)))
                    .forEach(each -> upstream.delete("prod", Upstream.CONNECTORS + "/" + each.path("id").asString()));
        }
    }

    @Test
    void killedAfterTheDecisionItIsSentByTheNextPortal() throws Exception {
        killAt(Point.DECIDED);
        assertThat(sent()).isZero();

        restart(portal -> {
            awaitState(portal, Point.DECIDED, RequestState.CREATED);
            assertThat(sent()).isEqualTo(1);
            assertThat(there(Point.DECIDED)).isEqualTo(1);
        });
    }

    /** Nobody can tell whether it had been sent, so only a person sends it again. */
    @Test
    void killedAfterTheIntentItIsSentAgainByAPersonOnly() throws Exception {
        killAt(Point.INTENDED);
        assertThat(sent()).isZero();

        restart(portal -> {
            Followed failed = awaitState(portal, Point.INTENDED, RequestState.FAILED);
            assertThat(sent()).isZero();
            assertThat(portal.getBean(RequestService.class).sendAgain(failed, DyingPortal.ADA)).isTrue();
            portal.getBean(RequestSender.class).send(failed.request().id());
            awaitState(portal, Point.INTENDED, RequestState.CREATED);
            assertThat(sent()).isEqualTo(1);
            assertThat(there(Point.INTENDED)).isEqualTo(1);
        });
    }

    @Test
    void killedBeforeTheAnswerItIsFoundByLooking() throws Exception {
        upstream.fails(Fault.of("DELAY", "POST", Upstream.CONNECTORS).with("delay", "3s").once());
        killAt(Point.SENT);

        restart(portal -> {
            awaitState(portal, Point.SENT, RequestState.CREATED);
            assertThat(sent()).isEqualTo(1);
            assertThat(there(Point.SENT)).isEqualTo(1);
        });
    }

    @Test
    void killedWithTheAnswerInHandItIsFoundByLooking() throws Exception {
        killAt(Point.ANSWERED);
        assertThat(there(Point.ANSWERED)).isEqualTo(1);

        restart(portal -> {
            awaitState(portal, Point.ANSWERED, RequestState.CREATED);
            assertThat(sent()).isEqualTo(1);
            assertThat(there(Point.ANSWERED)).isEqualTo(1);
        });
    }

    private void killAt(Point point) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                DyingPortal.class.getName(),
                point.name(),
                name(point)));
        command.addAll(settings());
        File log = folder.resolve(point + ".log").toFile();
        Process portal = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
        try {
            if (point == Point.SENT) {
                await().atMost(Duration.ofSeconds(60)).until(upstream::hasStruck);
                portal.destroyForcibly();
            }
            assertThat(portal.waitFor(90, TimeUnit.SECONDS)).isTrue();
        } finally {
            portal.destroyForcibly();
        }
        assertThat(portal.exitValue()).as(Files.readString(log.toPath())).isEqualTo(DyingPortal.KILLED);
    }

    private void restart(Consumer<ConfigurableApplicationContext> looks) {
        try (ConfigurableApplicationContext portal = DyingPortal.start(settings())) {
            looks.accept(portal);
        }
    }

    private static Followed awaitState(ConfigurableApplicationContext portal, Point point, RequestState expected) {
        await().atMost(Duration.ofSeconds(30)).until(() -> followed(portal, point).state() == expected);
        return followed(portal, point);
    }

    private static Followed followed(ConfigurableApplicationContext portal, Point point) {
        return portal.getBean(RequestService.class).in("prod", DyingPortal.ADA).stream()
                .filter(each -> each.request().asked().name().equals(name(point)))
                .findFirst()
                .orElseThrow();
    }

    private int sent() {
        return upstream.seen("POST", Upstream.CONNECTORS).size();
    }

    private long there(Point point) {
        return upstream.endpoints("prod").stream()
                .filter(each -> each.path("name").asString().equals(name(point)))
                .count();
    }

    private static String name(Point point) {
        return "killed when " + point.name().toLowerCase(Locale.ROOT);
    }

    /** As the demo's portal, at the simulator of this test, on a database that keeps what it was told. */
    private List<String> settings() {
        String url = ((HikariDataSource) TestDatabases.POSTGRESQL.dataSource()).getJdbcUrl();
        return List.of(
                "--spring.config.additional-location=classpath:/application-demo.yml",
                "--simulator.url=" + environment.getRequiredProperty("simulator.url"),
                "--simulator.token-key=" + environment.getRequiredProperty("simulator.token-key"),
                "--spring.datasource.url=" + url + "&currentSchema=" + schema,
                "--spring.datasource.username=",
                "--server.port=0",
                "--portal.watch.enabled=false",
                "--portal.activity.look-every=200ms",
                "--portal.activity.presume-lost-after=1s",
                "--portal.activity.give-up-after=6s",
                "--portal.request.look-every=200ms",
                "--portal.request.try-again-after=1s");
    }
}
