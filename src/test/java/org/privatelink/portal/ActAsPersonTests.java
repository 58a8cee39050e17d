package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Whose token arrives at Platform when the portal acts in people's own names. */
@PortalTest
@TestPropertySource(properties = "portal.platform.act-as=person")
class ActAsPersonTests {

    private static final String ENGINEER = "A1B2C3D4E5F60718293A4B01@simulated";
    private static final String ADMIN = "A1B2C3D4E5F60718293A4B02@simulated";
    private static final String SUPPORT = "A1B2C3D4E5F60718293A4B03@simulated";
    private static final String PORTAL = "platform-demo";
    private static final String REFUSED = "{\"error_code\":\"401013\",\"message\":\"Oauth token is not valid\"}";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    JdbcTemplate jdbc;

    private Upstream upstream;

    @BeforeEach
    void begin() {
        upstream = Upstream.of(environment);
        upstream.resetPeople();
    }

    @AfterEach
    void undo() {
        upstream.isWell();
    }

    /** The reads of a page run side by side, on threads of their own. */
    @Test
    void pageIsReadInThePersonsName() {
        String connection = upstream.connectionId("prod", "Contoso stores (PostgreSQL)");
        Wire engineer = Wire.signedIn(port, "engineer");
        engineer.get("/s/prod");
        upstream.forget();

        assertThat(engineer.get("/s/prod/connections/" + connection).statusCode()).isEqualTo(200);

        List<JsonNode> seen = upstream.seen("GET", Upstream.CONNECTIONS + "/" + connection);
        assertThat(callers(seen)).containsExactly(ENGINEER);
        assertThat(callers(upstream.seen("GET", Upstream.FLOWS))).containsExactly(ENGINEER);
    }

    @Test
    void actIsThePersonsOwn() {
        Wire admin = Wire.signedIn(port, "admin");
        upstream.forget();

        HttpResponse<String> answer = admin.post("/s/dev/authoring", authoring());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(callers(upstream.seen("POST", Upstream.AUTHORING))).containsExactly(ADMIN);
    }

    @Test
    void agreedRequestIsSentInTheNameOfWhoAgreed() {
        Asking asking = new Asking(Wire.signedIn(port, "engineer"), Wire.signedIn(port, "admin"));
        String path = asking.ask("prod", "act as the approver");
        upstream.forget();

        asking.approve(path);

        assertThat(callers(upstream.seen("POST", Upstream.CONNECTORS))).containsExactly(ADMIN);
    }

    /** By then nobody may be there. */
    @Test
    void agreedRequestThatHasToWaitIsSentByThePortal() {
        Asking asking = new Asking(Wire.signedIn(port, "engineer"), Wire.signedIn(port, "admin"));
        String path = asking.ask("prod", "act as the portal");
        upstream.forget();
        upstream.fails(Upstream.Fault.of("STATUS", "GET", Upstream.CONNECTORS).with("status", 503));
        asking.approve(path);
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).isEmpty();

        upstream.isWell();

        await().until(() -> !upstream.seen("POST", Upstream.CONNECTORS).isEmpty());
        assertThat(callers(upstream.seen("POST", Upstream.CONNECTORS))).containsExactly(PORTAL);
    }

    @Test
    void listsThatAllShareAreReadByThePortal() {
        Wire engineer = Wire.signedIn(port, "engineer");
        upstream.forget();

        assertThat(engineer.get("/s/prod/endpoints").statusCode()).isEqualTo(200);
        assertThat(engineer.post("/s/prod/check", Map.of()).statusCode()).isEqualTo(303);
        assertThat(engineer.get("/s/prod/connections").statusCode()).isEqualTo(200);

        assertThat(callers(upstream.seen("GET", Upstream.CONNECTORS))).containsExactly(PORTAL);
        assertThat(callers(upstream.seen("GET", Upstream.CONNECTIONS).stream()
                        .filter(each -> !each.path("query").asString().equals("limit=1"))
                        .toList()))
                .containsExactly(PORTAL);
    }

    /** Nobody sees through the portal what Adobe would not show them, lists of the portal's own among it. */
    @Test
    void whoMayNotViewSeesNoListAndIsToldWhatIsMissing() {
        upstream.changePerson("support", Map.of("sources", "none"));
        Wire support = Wire.signedIn(port, "support");
        upstream.forget();

        for (String path : List.of("/s/prod", "/s/prod/endpoints", "/s/prod/endpoints?format=csv", "/s/prod/connections", "/s/prod/requests")) {
            HttpResponse<String> answer = support.get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(Wire.page(answer).select("h1").text()).as(path).isEqualTo("You may not see this at Platform");
            assertThat(answer.body()).as(path).contains("View Sources").doesNotContain("acme-lake");
        }
        List<JsonNode> looks = upstream.seen("GET", Upstream.CONNECTIONS);
        assertThat(looks).as("a refusal is known for a while").hasSize(1);
        JsonNode asked = looks.get(0);
        assertThat(asked.path("caller").asString()).isEqualTo(SUPPORT);
        assertThat(asked.path("sandboxName").asString()).isEqualTo("prod");
        assertThat(support.get("/s/prod/support?q=acme").statusCode()).isEqualTo(403);
        assertThat(support.get("/s/prod").body()).contains(asked.path("requestId").asString(), "half a minute");
    }

    @Test
    void whoMayNotChangeIsToldWhatIsMissing() {
        upstream.changePerson("engineer", Map.of("sources", "view"));
        Visitor engineer = Visitor.signedIn(port, "engineer");
        engineer.get("/s/dev/authoring");
        upstream.forget();

        engineer.post("/s/dev/authoring", authoring());

        assertThat(engineer.page().text()).contains("You may not change this at Platform", "Manage Sources");
        assertThat(callers(upstream.seen("POST", Upstream.AUTHORING))).containsExactly(ENGINEER);
    }

    @Test
    void readWithATokenThatIsNotTakenAnyMoreIsRepeatedWithAFreshOne() {
        String endpoint = upstream.endpointId("prod", "acme-lake");
        Wire engineer = Wire.signedIn(port, "engineer");
        engineer.get("/s/prod");
        upstream.fails(refusal("GET", Upstream.CONNECTORS + "/" + endpoint));
        upstream.forget();

        assertThat(engineer.get("/s/prod/endpoints/" + endpoint + "/delete").statusCode()).isEqualTo(200);

        List<JsonNode> seen = upstream.seen("GET", Upstream.CONNECTORS + "/" + endpoint);
        assertThat(seen.stream().map(each -> each.path("status").asInt())).startsWith(401, 200);
        assertThat(callers(seen)).containsExactly(ENGINEER);
        assertThat(seen.get(1).path("token").asString()).isNotEqualTo(seen.get(0).path("token").asString());
        assertThat(upstream.seen("POST", "/ims/token/v3")).hasSize(1);
    }

    @Test
    void writeWithATokenThatIsNotTakenAnyMoreIsNotRepeatedAndTheNextOneIsGood() {
        Visitor engineer = Visitor.signedIn(port, "engineer");
        engineer.get("/s/dev/authoring");
        upstream.fails(refusal("POST", Upstream.AUTHORING));
        upstream.forget();

        engineer.post("/s/dev/authoring", authoring());

        assertThat(upstream.seen("POST", Upstream.AUTHORING)).hasSize(1);
        assertThat(engineer.page().text()).contains("Platform does not accept your sign-in any more");
        engineer.get("/s/dev/authoring");
        engineer.post("/s/dev/authoring", authoring());
        assertThat(upstream.seen("POST", Upstream.AUTHORING)).hasSize(2);
        assertThat(upstream.seen("POST", Upstream.AUTHORING).get(1).path("status").asInt()).isEqualTo(202);
    }

    @Test
    void callerOfTheApiActsWithTheVeryTokenThatCame() {
        ApiCaller engineer = new ApiCaller(port, Bearer.of(environment, port, "engineer"));
        String connection = upstream.connectionId("prod", "Contoso stores (PostgreSQL)");
        upstream.forget();

        assertThat(engineer.get("/sandboxes/prod/connections/" + connection).statusCode()).isEqualTo(200);

        assertThat(callers(upstream.seen("GET", Upstream.CONNECTIONS + "/" + connection))).containsExactly(ENGINEER);
        assertThat(upstream.seen("POST", "/ims/token/v3")).isEmpty();
    }

    private static Upstream.Fault refusal(String method, String path) {
        return Upstream.Fault.of("STATUS", method, path).with("status", 401).with("body", REFUSED).once();
    }

    private static Map<String, String> authoring() {
        return Map.of("autoTerminationMinutes", "60", "submission", UUID.randomUUID().toString());
    }

    private static Set<String> callers(List<JsonNode> seen) {
        return seen.stream().map(each -> each.path("caller").asString()).collect(Collectors.toSet());
    }
}
