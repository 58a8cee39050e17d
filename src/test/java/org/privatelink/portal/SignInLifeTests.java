package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;

/** What the provider decides about somebody reaches the sessions that are open here. */
@PortalTest
class SignInLifeTests {

    private static final String SUPPORT = "A1B2C3D4E5F60718293A4B03@simulated";
    private static final String ENGINEER = "A1B2C3D4E5F60718293A4B01@simulated";
    private static final String TOKENS = "/ims/token/v3";

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
    }

    @AfterEach
    void undo() {
        upstream.resetPeople();
        upstream.isWell();
    }

    @Test
    void roleThatWasTakenAwayIsGoneFromTheOpenSession() {
        Wire engineer = Wire.signedIn(port, "engineer");
        Wire sameElsewhere = Wire.signedIn(port, "engineer");
        upstream.changePerson("engineer", Map.of("roles", List.of("support")));
        assertThat(engineer.get("/s/prod/endpoints/new").statusCode()).isEqualTo(200);

        age(ENGINEER, 5);

        assertThat(engineer.get("/s/prod").statusCode()).isEqualTo(200);
        assertThat(engineer.get("/s/prod/endpoints/new").statusCode()).isEqualTo(403);
        assertThat(engineer.post("/s/prod/authoring", Map.of("autoTerminationMinutes", "60")).statusCode()).isEqualTo(403);
        assertThat(sameElsewhere.post("/s/prod/authoring", Map.of("autoTerminationMinutes", "60")).statusCode()).isEqualTo(403);
    }

    @Test
    void roleThatWasGivenIsThereToo() {
        Wire support = Wire.signedIn(port, "support");
        upstream.changePerson("support", Map.of("roles", List.of("engineer")));
        age(SUPPORT, 5);

        assertThat(support.get("/s/prod/endpoints/new").statusCode()).isEqualTo(200);
    }

    @Test
    void rolesOfRestlessPersonAreReadOnceInTheirTime() {
        Wire support = Wire.signedIn(port, "support");
        age(SUPPORT, 5);
        upstream.forget();

        for (int i = 0; i < 4; i++) {
            assertThat(support.get("/s/prod/requests").statusCode()).isEqualTo(200);
        }

        assertThat(upstream.seen("POST", TOKENS)).hasSize(1);
        // The refresh token that came with it is good for the next time.
        age(SUPPORT, 5);
        assertThat(support.get("/s/prod/requests").statusCode()).isEqualTo(200);
        assertThat(upstream.seen("POST", TOKENS)).hasSize(2);
    }

    /** Of such a provider nobody knows whether it asked for the password, neither at first nor when it was told to. */
    @Test
    void whatDestroysIsRefusedWhereTheProviderDoesNotSayWhenSomebodySignedIn() {
        upstream.changePerson("engineer", Map.of("authTime", false));
        Visitor engineer = Visitor.signedIn(port, "engineer");
        String connection = "/s/prod/connections/" + upstream.connectionId("prod", "Contoso stores (PostgreSQL)");

        engineer.get(connection + "/delete");
        assertThat(engineer.page().select("input[type=password]")).as("asked although there has just been a sign-in").hasSize(1);
        engineer.submit(engineer.form("form[method=post]"), Map.of("username", "engineer", "password", "engineer"));

        assertThat(engineer.page().text()).contains("portal.account.session.step-up-without-auth-time");
        assertThat(Wire.location(Wire.of(port, engineer).get(connection + "/delete"))).contains("/oauth2/authorization/ims?again");
        assertThat(Wire.of(port, engineer).get(connection).statusCode()).isEqualTo(200);
    }

    @Test
    void whoIsShutOutAtTheProviderIsOutHereAndToldSo() {
        Visitor support = Visitor.signedIn(port, "support");
        int before = count(SUPPORT);
        upstream.changePerson("support", Map.of("enabled", false));
        age(SUPPORT, 5);

        support.get("/s/prod");

        assertThat(support.address()).endsWith("/sign-in");
        assertThat(support.page().text()).contains("does not confirm your sign-in any more");
        assertThat(count(SUPPORT)).isEqualTo(before - 1);
        support.get("/s/prod/endpoints");
        assertThat(support.address()).endsWith("/sign-in");
    }

    @Test
    void silentProviderIsBorneWithForItsTime() {
        Visitor support = Visitor.signedIn(port, "support");
        upstream.fails(Upstream.Fault.of("STATUS", "POST", TOKENS).with("status", 503));
        age(SUPPORT, 5);

        support.get("/s/prod/requests");
        assertThat(support.status()).isEqualTo(200);

        age(SUPPORT, 10);
        support.get("/s/prod/requests");
        assertThat(support.address()).endsWith("/sign-in");
        assertThat(support.page().text()).contains("Your roles could not be confirmed");
    }

    @Test
    void providerEndsAllSessionsOfAPersonByTheBackChannel() {
        Visitor support = Visitor.signedIn(port, "support");
        Wire second = Wire.signedIn(port, "support");
        Wire engineer = Wire.signedIn(port, "engineer");

        JsonNode told = upstream.logsOut("support", port);
        assertThat(told.path("status").asInt()).isEqualTo(200);

        support.get("/s/prod");
        assertThat(support.address()).endsWith("/sign-in");
        assertThat(support.page().text()).contains("You were signed out");
        assertThat(Wire.location(second.get("/s/prod"))).endsWith("/sign-in");
        assertThat(engineer.get("/s/prod").statusCode()).isEqualTo(200);

        assertThat(lastEnding()).containsExactly("DONE", "provider", null, "Sam Support");

        Wire back = Wire.signedIn(port, "support");
        String again = "logout_token=" + told.path("token").asString();
        assertThat(Wire.stranger(port).send("POST", "/logout/connect/back-channel/ims", again).statusCode()).isEqualTo(400);
        assertThat(back.get("/s/prod").statusCode()).isEqualTo(200);
        assertThat(lastEnding()).containsExactly("REFUSED", "repeated", null, null);
    }

    @Test
    void logoutTokenThatIsNoneEndsNothing() {
        Wire engineer = Wire.signedIn(port, "engineer");
        String path = "/logout/connect/back-channel/";

        assertThat(Wire.stranger(port).send("POST", path + "ims", "logout_token=invented").statusCode()).isEqualTo(400);
        assertThat(Wire.stranger(port)
                        .send("POST", path + "ims", "logout_token=" + Bearer.idTokenOf(environment, port, "engineer"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(Wire.stranger(port).send("POST", path + "azure", "logout_token=x").statusCode()).isEqualTo(403);
        assertThat(engineer.get("/s/prod").statusCode()).isEqualTo(200);
    }

    @Test
    void signingOutLeavesNothingBehind() {
        Visitor support = Visitor.signedIn(port, "support");
        int before = count(SUPPORT);

        support.submit(support.form("form[action=/sign-out]"), Map.of());

        assertThat(count(SUPPORT)).isEqualTo(before - 1);
    }

    @Test
    void personSeesWhereTheyAreSignedInAndEndsItElsewhere() {
        Wire elsewhere = Wire.signedIn(port, "engineer");
        Visitor engineer = Visitor.signedIn(port, "engineer");
        Wire admin = Wire.signedIn(port, "admin");

        engineer.get("/sign-ins");
        assertThat(engineer.page().select("tbody tr").first().text()).contains("this browser", "127.0.0.1");
        assertThat(engineer.page().select("tbody tr")).hasSizeGreaterThan(1);
        engineer.submit(engineer.form("main form"), Map.of());

        assertThat(engineer.page().text()).contains("You are signed out everywhere else.");
        assertThat(engineer.page().select("tbody tr")).hasSize(1);
        assertThat(Wire.location(elsewhere.get("/s/prod"))).endsWith("/sign-in");
        assertThat(admin.get("/s/prod").statusCode()).isEqualTo(200);
        assertThat(lastEnding()).containsExactly("DONE", "own", "Erin Engineer", "Erin Engineer");
    }

    @Test
    void adminSignsSomebodyOut() {
        Wire engineer = Wire.signedIn(port, "engineer");
        Wire support = Wire.signedIn(port, "support");
        Visitor admin = Visitor.signedIn(port, "admin");
        assertThat(engineer.post("/people", Map.of("person", SUPPORT)).statusCode()).isEqualTo(403);

        admin.get("/people");
        assertThat(admin.page().select("tbody tr").eachText()).anyMatch(row -> row.contains("Ada Admin") && row.endsWith("you"));
        admin.submit(admin.form("form:has(button[value=" + ENGINEER + "])"), Map.of("person", ENGINEER));

        assertThat(admin.page().select(".flash").text()).contains("Signed out.");
        assertThat(admin.page().select("button[value=" + ENGINEER + "]")).isEmpty();
        assertThat(Wire.location(engineer.get("/s/prod"))).endsWith("/sign-in");
        assertThat(support.get("/s/prod").statusCode()).isEqualTo(200);
        assertThat(lastEnding()).containsExactly("DONE", null, "Ada Admin", "Erin Engineer");
    }

    @Test
    void adminSignsEverybodyElseOut() {
        Wire engineer = Wire.signedIn(port, "engineer");
        Wire support = Wire.signedIn(port, "support");
        Visitor admin = Visitor.signedIn(port, "admin");

        admin.get("/people");
        admin.submit(admin.form("main section form"), Map.of("everybody", "true"));

        assertThat(admin.page().select("tbody tr")).hasSize(1);
        assertThat(Wire.location(engineer.get("/s/prod"))).endsWith("/sign-in");
        assertThat(Wire.location(support.get("/s/prod"))).endsWith("/sign-in");
        assertThat(lastEnding()).containsExactly("DONE", "everybody", "Ada Admin", null);
    }

    private List<String> lastEnding() {
        return jdbc.queryForObject(
                "select result, reason, person_name, target_name from audit_entry where event = 'SIGN_INS_END' order by seq desc limit 1",
                (row, number) -> Arrays.asList(row.getString(1), row.getString(2), row.getString(3), row.getString(4)));
    }

    /** As if somebody had been at work for so long. */
    private void age(String person, int minutes) {
        jdbc.update(
                "update sign_in set roles_read_at = roles_read_at - interval '" + minutes
                        + "' minute, failed_at = null where person_id = ?",
                person);
    }

    private int count(String person) {
        return jdbc.queryForObject("select count(*) from sign_in where person_id = ?", Integer.class, person);
    }
}
