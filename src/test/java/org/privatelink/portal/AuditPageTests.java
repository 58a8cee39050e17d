package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.privatelink.portal.Upstream.Fault;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What goes on record in the running portal, and who finds it there. */
@PortalTest
class AuditPageTests {

    private static final String OWN = "X-Request-Id";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    JdbcTemplate jdbc;

    private Upstream upstream;
    private Wire admin;
    private Wire engineer;
    private long begun;

    @BeforeEach
    void begin() {
        upstream = Upstream.of(environment);
        begun = jdbc.queryForObject("select seq from audit_head", Long.class);
        admin = Wire.signedIn(port, "admin");
        engineer = Wire.signedIn(port, "engineer");
    }

    @AfterEach
    void heal() {
        upstream.isWell();
    }

    @Test
    void signInAndSignOutAreOnRecord() {
        engineer.post("/sign-out", Map.of());

        assertThat(rows("SIGN_IN"))
                .extracting(row -> row.get("person_name") + " " + row.get("result") + " " + row.get("way") + " " + row.get("roles"))
                .containsExactly("Ada Admin DONE PAGE ADMIN", "Erin Engineer DONE PAGE ENGINEER");
        assertThat(rows("SIGN_OUT")).singleElement().satisfies(row -> assertThat(row.get("address")).isEqualTo("127.0.0.1"));
    }

    @Test
    void failedSignInIsOnRecordWithTheClassOfItsReason() {
        Wire.stranger(port).get("/login/oauth2/code/ims?error=%0d%0aevil&state=x");

        assertThat(rows("SIGN_IN"))
                .filteredOn(row -> row.get("result").equals("REFUSED"))
                .singleElement()
                .satisfies(row -> assertThat(row.get("reason")).isEqualTo("authorization-request-not-found"))
                .satisfies(row -> assertThat(row.get("person_id")).isNull());
    }

    @Test
    void everyRefusalOfAPersonIsOnRecord() {
        String request = new Asking(engineer, admin).ask("prod", "asked for the record " + UUID.randomUUID());
        engineer.get("/notices?secret=pasted");
        engineer.send("POST", "/s/prod/authoring", "minutes=60");
        engineer.get("/s/nowhere/endpoints");
        assertThat(admin.post(request + "/remind", Map.of()).statusCode()).isEqualTo(403);

        assertThat(rows("ACCESS"))
                .extracting(row -> row.get("reason") + " " + row.get("target_name") + " " + row.get("target_id") + " "
                        + row.get("sandbox") + " " + row.get("person_name"))
                .containsExactly(
                        "role GET /notices null Erin Engineer",
                        "csrf POST /s/prod/authoring prod Erin Engineer",
                        "unknown-sandbox GET /s/nowhere/endpoints nowhere Erin Engineer",
                        "not-permitted POST " + request + "/remind prod Ada Admin");
    }

    @Test
    void whatAnotherSiteSendsIsOnRecord() {
        engineer.post("/s/prod/authoring", Map.of(), "Sec-Fetch-Site", "cross-site");
        engineer.post("/s/prod/endpoints/new", Map.of(), "X-Portal-Keep", "1", "Sec-Fetch-Site", "none");
        new ApiCaller(port, Bearer.of(environment, port, "admin"))
                .send("POST", "/sandboxes/prod/requests", "{}", "Sec-Fetch-Site", "cross-site");

        assertThat(rows("ACCESS"))
                .extracting(row -> row.get("way") + " " + row.get("reason") + " " + row.get("target_name") + " "
                        + row.get("target_id") + " " + row.get("person_name"))
                .containsExactly(
                        "PAGE csrf POST /s/prod/authoring Erin Engineer",
                        "PAGE csrf POST /s/prod/endpoints/new Erin Engineer",
                        "API csrf POST /api/v1/sandboxes/prod/requests Ada Admin");
    }

    @Test
    void refusedCallsOfTheApiAreOnRecord() {
        var support = new ApiCaller(port, Bearer.of(environment, port, "support"));
        assertThat(support.post("/sandboxes/prod/requests", Map.of()).statusCode()).isEqualTo(403);
        assertThat(new ApiCaller(port, "no-token-at-all").get("/sandboxes").statusCode()).isEqualTo(401);
        assertThat(new ApiCaller(port, "").get("/sandboxes").statusCode()).isEqualTo(401);

        assertThat(rows("ACCESS"))
                .extracting(row -> row.get("way") + " " + row.get("reason") + " " + row.get("roles"))
                .containsExactly("API role SUPPORT", "API invalid-token null");
    }

    @Test
    void actCarriesTheIdsOfItsRequestAndOfPlatforms() {
        HttpResponse<String> answer = engineer.post(
                "/s/dev/authoring", Map.of("minutes", "15", "submission", UUID.randomUUID().toString()));
        String reference = answer.headers().firstValue(OWN).orElseThrow();

        List<Map<String, Object>> acts = rows("AUTHORING_ENABLE");
        assertThat(acts).as(answer.body()).hasSize(2);
        assertThat(acts).extracting(row -> row.get("correlation")).containsOnly(reference);
        assertThat(acts.get(1).get("request_id")).asString().isNotBlank();
        Document found = Wire.page(admin.get("/audit?id=" + acts.get(1).get("request_id")));
        assertThat(found.select("tbody tr")).singleElement().satisfies(row -> assertThat(row.text())
                .contains("Turn on authoring", "Done", "Erin Engineer", "dev", reference));
    }

    /** Somebody quotes what an error page shows: whoever inspects finds the request by either id. */
    @Test
    void bothIdsOfAnErrorPageAreFound() {
        String path = "/s/prod/connections/" + upstream.connectionId("prod", "Contoso stores (PostgreSQL)");
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTIONS + "/.*").with("status", 400));
        HttpResponse<String> failed = engineer.get(path);
        assertThat(failed.statusCode()).isEqualTo(422);
        List<String> shown = Wire.page(failed).select("main .copy code").eachText();
        assertThat(shown).hasSize(2).contains(failed.headers().firstValue(OWN).orElseThrow());

        for (String id : shown) {
            Document found = Wire.page(Wire.signedIn(port, "support").get("/audit?id=" + id));
            assertThat(found.select("tbody tr")).as(id).singleElement().satisfies(row -> assertThat(row.text())
                    .contains("Failure shown", "Erin Engineer", path));
            assertThat(Wire.page(admin.get("/s/prod/support?q=" + id)).select("main").text())
                    .contains("1 row of the audit log");
        }
    }

    @Test
    void rowIsOneLineAndHidesNothing() {
        String name = "x\u2028=cmd|'/c calc'!A0 " + UUID.randomUUID();
        new Asking(engineer, admin).ask("prod", name);
        String path = "/audit?event=REQUEST_RAISE&q=" + name.substring(name.length() - 36);

        assertThat(Wire.page(admin.get(path)).select("tbody tr")).singleElement()
                .satisfies(row -> assertThat(row.text()).contains("x\\u{2028}=cmd"));
        List<String> csv = admin.get(path + "&format=csv").body().lines().toList();
        assertThat(csv).hasSize(2);
        assertThat(csv.get(0)).startsWith("seq,at,event,result,reason,").endsWith(",previous,hash");
        assertThat(csv.get(1)).contains("\\u{2028}").matches(".*,\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z,REQUEST_RAISE,DONE,.*");
        JsonNode json = JsonMapper.shared().readTree(admin.get(path + "&format=json").body());
        assertThat(json.get("items")).hasSize(1);
        assertThat(json.get("items").get(0).get("targetName").asString()).startsWith("x\\u{2028}=cmd|");
    }

    @Test
    void formulaInAFileIsText() {
        String id = UUID.randomUUID().toString();
        jdbc.update("insert into audit_entry (seq, noted_at, event, result, person_name, way, times, previous, hash, correlation)"
                + " values (-1, now(), 'SIGN_IN', 'DONE', '=HYPERLINK(1)', 'PAGE', 1, 'x', 'y', ?)", id);
        try {
            assertThat(admin.get("/audit?format=csv&id=" + id).body()).contains(",\"'=HYPERLINK(1)\",");
        } finally {
            jdbc.update("delete from audit_entry where seq = -1");
        }
    }

    @Test
    void checkIsOnRecordAndTellsWhatItFound() {
        HttpResponse<String> checked = admin.post("/audit/check", Map.of("anchor", "1:" + "0".repeat(64)));
        assertThat(checked.statusCode()).isEqualTo(303);
        assertThat(Wire.page(admin.get("/audit")).select(".flash").text()).contains("Row 1 is not the one that the anchor tells of.");
        assertThat(rows("LEDGER_CHECK")).singleElement().satisfies(row -> assertThat(row.get("result")).isEqualTo("FAILED"));

        admin.post("/audit/check", Map.of("anchor", "what?"));
        assertThat(Wire.page(admin.get("/audit")).select(".flash").text()).contains("That is no anchor");
    }

    @Test
    void supportLooksAndChecksNothing() {
        Document page = Wire.page(Wire.signedIn(port, "support").get("/audit"));

        assertThat(page.select("h1").text()).isEqualTo("Audit log");
        assertThat(page.select("header a[href=/audit]")).hasSize(1);
        assertThat(page.select("main form[method=post]")).isEmpty();
        assertThat(Wire.page(engineer.get("/s/prod")).select("a[href=/audit]")).isEmpty();
    }

    @Test
    void filtersStandInTheAddressAndCanBeTakenAway() {
        Document page = Wire.page(admin.get("/audit?event=SIGN_IN&person=Ada%20Admin&from=nonsense&utm=1"));

        assertThat(page.select(".chips__chip").eachText()).hasSize(3).anyMatch(chip -> chip.contains("Sign in"));
        assertThat(page.select("[role=alert]").text()).contains("Could not be read, and was left out: From (UTC).");
        assertThat(page.select("tbody tr th").eachText()).isNotEmpty().containsOnly("Sign in");
        assertThat(page.select("option[value=DRIFT_HANDLE]")).hasSize(1);
        assertThat(page.select("a[download]")).as("files of more than was asked for").isEmpty();
        assertThat(Wire.page(admin.get("/audit?person=Ada%20Admin&utm=1")).select("a[download]").eachAttr("href"))
                .hasSize(2)
                .allMatch(link -> link.contains("person=Ada%20Admin") && !link.contains("utm"));
    }

    /** Whoever takes it for the rows of a day would pass on all that there are. */
    @ParameterizedTest
    @CsvSource({"csv,from,22.11.2026", "json,to,yesterday", "csv,to,2026-11-22T09:30+01:00", "json,before,12a"})
    void fileOfAFilterThatCannotBeReadIsThePageThatSaysSo(String format, String filter, String typed) {
        HttpResponse<String> answer = admin.get(
                "/audit?person=Ada%20Admin&format=" + format + "&" + filter + "=" + typed.replace("+", "%2B"));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/html;charset=UTF-8");
        assertThat(answer.headers().firstValue("Content-Disposition")).isEmpty();
        Document page = Wire.page(answer);
        assertThat(page.select("h1").text()).isEqualTo("Audit log");
        assertThat(page.select("[role=alert]").text()).contains("Could not be read", "there is no file");
        assertThat(page.select("input[name=person]").val()).isEqualTo("Ada Admin");
        assertThat(page.select("input[name=" + filter + "]").eachAttr("value"))
                .isEqualTo(filter.equals("before") ? List.of() : List.of(typed));
        assertThat(page.select("a[download]")).isEmpty();
    }

    private List<Map<String, Object>> rows(String event) {
        return jdbc.queryForList("select * from audit_entry where event = ? and seq > ? order by seq", event, begun);
    }
}
