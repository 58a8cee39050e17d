package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.Upstream.Fault;
import org.privatelink.portal.activity.Act;
import org.privatelink.portal.activity.ActivityFixture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.util.ReflectionTestUtils;

/** Each call answers just within its own limit, and a page makes several one after the other. */
@PortalTest
class PageDeadlineTests {

    private static final String ADMIN = "A1B2C3D4E5F60718293A4B02@simulated";
    private static final Duration MOST = Duration.ofMillis(2_400);
    private static final Duration A_LITTLE = Duration.ofMillis(2_500);

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    ApplicationContext context;

    @Autowired
    JdbcClient jdbc;

    private Upstream upstream;
    private Wire admin;
    private Object usual;
    private String connection;
    private String endpoint;
    private Map<String, String> change;
    private Map<String, String> decision;
    private Map<String, String> authoring;

    /** How long a page took, too. */
    private record Page(HttpResponse<String> answer, Duration took) {

        static CompletableFuture<Page> of(Supplier<HttpResponse<String>> request) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        long start = System.nanoTime();
                        HttpResponse<String> answer = request.get();
                        return new Page(answer, Duration.ofNanos(System.nanoTime() - start));
                    },
                    task -> new Thread(task).start());
        }
    }

    @BeforeEach
    void openTheForms() {
        upstream = Upstream.of(environment);
        upstream.authoringIsOn("prod");
        connection = "/s/prod/connections/" + upstream.connectionId("prod", "Acme orders (Blob)");
        endpoint = upstream.platform(HttpMethod.POST, "prod", Upstream.CONNECTORS,
                        "{\"name\":\"late\",\"subscriptionId\":\"7d0c3b1e-5f0a-4c57-9a51-0c8e2f6b4d10\","
                                + "\"resourceGroupName\":\"late-rg\",\"resourceName\":\"latestore\",\"connectionSpec\":"
                                + "{\"id\":\"4c10e202-c428-4796-9208-5f1f5732b1cf\",\"version\":\"1.0\"}}")
                .path("id")
                .asString();
        Visitor visitor = Visitor.signedIn(port, "admin");
        visitor.get(azure());
        Document entries = visitor.signInToAzure("admin");
        decision = fields(entries, Map.of(
                "decision", "approve",
                "matched", "true",
                "connection", entries.select("input[name=connection]").val()));
        admin = Wire.of(port, visitor);
        // The first of all takes long, and would not be sent any more.
        assertThat(authoring(wanted()).statusCode()).isEqualTo(303);
        authoring = wanted();
        change = fields(Wire.page(admin.get(connection + "/edit")), Map.of("description", "late"));
        usual = ReflectionTestUtils.getField(context.getBean("deadlineFilter"), "deadline");
        upstream.forget();
        upstream.fails(
                late("POST", Upstream.AUTHORING, "2500ms"),
                late("GET", Upstream.AUTHORING, "1ms"),
                late(null, "/data/foundation/.*", "1700ms"),
                late(null, "/subscriptions/.*/privateEndpointConnections(/.*)?", "1700ms"));
    }

    private static Fault late(String method, String path, String time) {
        return Fault.of("DELAY", method, path).with("delay", time);
    }

    @AfterEach
    void asUsual() {
        upstream.isWell();
        ReflectionTestUtils.setField(context.getBean("deadlineFilter"), "deadline", usual);
        upstream.delete("prod", Upstream.CONNECTORS + "/" + endpoint);
    }

    @Test
    void pageIsThereInTimeAndAWriteIsMadeOnceOrNotAtAll() {
        ReflectionTestUtils.setField(context.getBean("deadlineFilter"), "deadline", MOST);
        var sent = Page.of(() -> authoring(authoring));
        await().until(() -> sent.isDone() || acts(Act.AUTHORING_ENABLE, authoring) == 1);
        var asked = List.of(
                Page.of(() -> admin.get(connection + "/explore")),
                Page.of(() -> admin.post(connection + "/edit", change)),
                Page.of(() -> admin.post(azure(), decision)),
                sent);

        List<Page> pages = asked.stream().map(CompletableFuture::join).toList();

        assertThat(pages).allSatisfy(page ->
                assertThat(page.took()).as(page.answer().uri().getPath()).isLessThan(MOST.plus(A_LITTLE)));
        assertThat(pages).extracting(page -> page.answer().statusCode()).containsExactly(504, 503, 503, 303);
        // What could not be given a sensible time was not sent, and not spent.
        assertThat(Wire.page(pages.get(1).answer()).select(".failure h2").text()).isEqualTo("Platform does not answer");
        assertThat(upstream.seen("PATCH", ".*")).isEmpty();
        assertThat(acts(Act.CONNECTION_CHANGE, change)).isZero();
        // What could not be known in time was never decided.
        assertThat(upstream.seen("PUT", ".*")).isEmpty();
        assertThat(acts(Act.AZURE_APPROVE, decision)).isZero();
        // What was sent in time may have been done.
        assertThat(Wire.location(pages.get(3).answer())).contains("/s/prod/acts/");
        await().untilAsserted(() -> assertThat(upstream.seen("POST", Upstream.AUTHORING)).hasSize(1));
    }

    private HttpResponse<String> authoring(Map<String, String> form) {
        return admin.post("/s/prod/authoring", form);
    }

    private static Map<String, String> wanted() {
        return Map.of("preset", "15", "submission", UUID.randomUUID().toString());
    }

    private long acts(Act act, Map<String, String> form) {
        return jdbc.sql("select count(*) from activity where submission = ?")
                .param(ActivityFixture.key(act, "prod", ADMIN, form.get("submission")))
                .query(Long.class)
                .single();
    }

    private static Map<String, String> fields(Document page, Map<String, String> own) {
        Map<String, String> all = new HashMap<>();
        page.select("main form.form[method=post] [name]").forEach(field -> all.put(field.attr("name"), field.val()));
        all.putAll(own);
        return all;
    }

    private String azure() {
        return "/s/prod/endpoints/" + endpoint + "/azure";
    }
}
