package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestInstance;
import org.privatelink.portal.session.SessionFixture;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;

/** How long a sign-in lasts, and what becomes of what somebody was doing when it ends. */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
class SessionTests {

    private static final String COOKIE = "PORTALSESSION";
    private static final Duration NONE = Duration.ZERO;
    private static final Duration IDLE = Duration.ofMinutes(30);
    private static final String BACK = "Nothing was sent, because you had to sign in first. What you had typed is here again";
    private static final String SECRET = "KanarienVogel-of-the-session";

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    JdbcIndexedSessionRepository sessions;

    @Autowired
    JdbcTemplate jdbc;

    private Upstream upstream;
    private Asking asking;

    @BeforeAll
    void somebodyAsks() {
        upstream = Upstream.of(environment);
        asking = new Asking(Wire.signedIn(port, "engineer"), Wire.signedIn(port, "admin"));
    }

    @Test
    void sessionInWhichNothingWasDoneIsOverAndItsCookieIsWorthNothing() {
        Visitor support = Visitor.signedIn(port, "support");
        String cookie = support.cookie(COOKIE);
        age(support, IDLE, IDLE, NONE);

        support.get("/s/prod");

        assertThat(support.address()).endsWith("/sign-in");
        assertThat(home(cookie).statusCode()).isEqualTo(302);
        assertThat(rows(cookie)).isZero();
    }

    @Test
    void sessionIsOverTenHoursAfterTheSignInWhateverWasDone() {
        Visitor support = Visitor.signedIn(port, "support");
        age(support, Duration.ofHours(10).minusSeconds(30), NONE, NONE);
        assertThat(home(support.cookie(COOKIE)).statusCode()).isEqualTo(200);
        age(support, Duration.ofHours(10), NONE, NONE);

        assertThat(home(support.cookie(COOKIE)).statusCode()).isEqualTo(302);
    }

    @Test
    void whatAPageAsksForByItselfMakesItNoLonger() {
        Visitor support = Visitor.signedIn(port, "support");
        age(support, Duration.ofHours(1), Duration.ofMinutes(20), NONE);
        Wire wire = Wire.of(port, support);

        long asked = secondsLeft(wire.get("/session", "X-Portal-Background", "1"));
        try (Ear ear = new Ear(port, wire.session(), "/s/prod/live?topic=endpoints")) {
            assertThat(ear.status()).isEqualTo(200);
        }
        long again = secondsLeft(wire.get("/session", "X-Portal-Background", "1"));
        long stayed = secondsLeft(wire.get("/session"));

        assertThat(asked).isBetween(560L, 601L);
        assertThat(again).isBetween(560L, asked);
        assertThat(stayed).isBetween(1790L, 1801L);
    }

    @Test
    void pageTellsWithoutScriptHowLongTheSignInLasts() {
        Visitor support = Visitor.signedIn(port, "support");

        Document page = support.get("/s/prod");

        assertThat(page.select("footer").text()).contains("Signed in until");
        assertThat(page.select("footer time")).hasSize(1);
        page = support.get(page.select("footer a:contains(Signed in until)").attr("href"));
        assertThat(page.select("main time")).hasSize(2);
        page = support.submit(support.form("main form[action=/session]"), Map.of());
        assertThat(page.select("h1").text()).isEqualTo("How long you stay signed in");
        assertThat(support.status()).isEqualTo(200);
    }

    @Test
    void openStreamEndsWithTheSignOut() {
        Visitor support = Visitor.signedIn(port, "support");
        try (Ear ear = new Ear(port, support.cookie(COOKIE), "/s/prod/live?topic=endpoints")) {
            assertThat(ear.status()).isEqualTo(200);
            assertThat(ear.hasEnded()).isFalse();

            support.submit(support.form("form[action=/sign-out]"), Map.of());

            await().atMost(Duration.ofSeconds(5)).until(ear::hasEnded);
        }
    }

    @Test
    void newRequestComesBackAfterTheSignIn() {
        Visitor engineer = Visitor.signedIn(port, "engineer");
        engineer.get("/s/prod/endpoints/new?source=azure-blob");
        end(engineer);
        upstream.forget();

        engineer.submit(Map.of("step", "check", "name", "half done", "reason", "because <of> ä", "owner", "we"));
        assertThat(engineer.address()).endsWith("/sign-in?late");
        assertThat(engineer.page().text()).contains("Nothing was sent").doesNotContain("half done");
        Document page = signInAgain(engineer);

        assertThat(engineer.address()).endsWith("/s/prod/endpoints/new");
        assertThat(page.text()).contains(BACK);
        assertThat(page.select("#name").val()).isEqualTo("half done");
        assertThat(page.select("#reason").val()).isEqualTo("because <of> ä");
        assertThat(page.select("input[name=source]").val()).isEqualTo("azure-blob");
        assertThat(count("endpoint_request where name = 'half done'")).isZero();
        assertThat(engineer.get("/s/prod/endpoints/new?source=azure-blob").select("#name").val()).as("once").isEmpty();
    }

    @Test
    void copyComesBackToo() {
        String original = asking.ask("prod", "session original");
        Visitor engineer = Visitor.signedIn(port, "engineer");
        engineer.get("/s/prod/endpoints/new?copyRequest=" + original.replaceAll(".*/", ""));
        end(engineer);

        engineer.submit(Map.of("step", "check", "name", "session copy"));

        assertThat(signInAgain(engineer).select("#name").val()).isEqualTo("session copy");
        assertThat(engineer.page().select("#resourceName").val()).isNotEmpty();
    }

    @Test
    void changedRequestComesBackOnTheVersionThatWasSeen() {
        String path = asking.ask("prod", "session change");
        Visitor engineer = Visitor.signedIn(port, "engineer");
        engineer.get(path + "/edit");
        end(engineer);

        engineer.submit(Map.of("step", "check", "reason", "another reason of some length"));
        Document page = signInAgain(engineer);

        assertThat(engineer.address()).endsWith(path + "/edit");
        assertThat(page.select("#reason").val()).isEqualTo("another reason of some length");
        assertThat(page.select("input[name=version]").val()).isEqualTo("1");
        engineer.submit(Map.of("step", "check"));
        assertThat(engineer.page().text()).contains("another reason of some length");
    }

    @Test
    void newConnectionComesBackToEitherOfItsPagesWithoutItsSecret() {
        Visitor engineer = Visitor.signedIn(port, "engineer");
        engineer.get("/s/prod/connections/new?source=azure-blob");
        end(engineer);
        engineer.submit(Map.of("step", "check", "name", "session connection", "accountName", "acmesession"));
        Document fields = signInAgain(engineer);
        assertThat(fields.select("#accountName").val()).isEqualTo("acmesession");
        assertThat(fields.select("#usePrivateLink").hasAttr("checked")).isTrue();
        engineer.submit(Map.of("step", "check"));
        assertThat(engineer.page().select("h1").text()).isEqualTo("Check the new connection");
        end(engineer);
        upstream.forget();

        engineer.submit(Map.of("step", "create", "accountKey", SECRET));
        assertThat(jdbc.queryForList("select attribute_bytes from spring_session_attributes", byte[].class))
                .allSatisfy(bytes -> assertThat(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain(SECRET));
        Document check = signInAgain(engineer);

        assertThat(check.select("h1").text()).isEqualTo("Check the new connection");
        assertThat(check.select("input[name=accountName]").val()).isEqualTo("acmesession");
        assertThat(check.text()).contains(BACK, "Enter it again: we do not keep it.");
        assertThat(check.outerHtml()).doesNotContain(SECRET);
        assertThat(upstream.seen("POST", Upstream.CONNECTIONS + ".*")).isEmpty();
    }

    @Test
    void changedConnectionComesBack() {
        String path = connection() + "/edit";
        Visitor engineer = Visitor.signedIn(port, "engineer");
        engineer.get(path);
        end(engineer);

        engineer.submit(Map.of("step", "save", "description", "changed too late"));
        Document page = signInAgain(engineer);

        assertThat(engineer.address()).endsWith(path);
        assertThat(page.select("#description").val()).isEqualTo("changed too late");
        assertThat(page.select("input[name=etag]").val()).isNotEmpty();
    }

    @Test
    void replacedCredentialsComeBackWithoutSecrets() {
        String path = connection() + "/credentials";
        Visitor engineer = Visitor.signedIn(port, "engineer");
        engineer.get(path);
        end(engineer);

        engineer.submit(Map.of("step", "replace", "username", "somebody else", "password", SECRET));
        Document page = signInAgain(engineer);

        assertThat(engineer.address()).endsWith(path);
        assertThat(page.select("#username").val()).isEqualTo("somebody else");
        assertThat(page.text()).contains("Enter it again: we do not keep it.");
        assertThat(page.outerHtml()).doesNotContain(SECRET);
    }

    @Test
    void decisionComesBackAndIsNotMade() {
        String path = asking.ask("prod", "session decision");
        Visitor admin = Visitor.signedIn(port, "admin");
        admin.get(path);
        end(admin);

        admin.submit(admin.form("form[action$=/decision]"), Map.of("decision", "reject", "comment", "not like this", "matched", "true"));
        Document page = signInAgain(admin);

        assertThat(admin.address()).endsWith(path);
        assertThat(page.select("#comment").val()).isEqualTo("not like this");
        assertThat(page.select("input[name=decision][value=reject]").hasAttr("checked")).isTrue();
        assertThat(page.select("#matched").hasAttr("checked")).as("a confirmation is given anew").isFalse();
        assertThat(page.text()).contains("Awaiting our approval");
    }

    @Test
    void pageOfAnotherFormIsFoundAgain() {
        String path = connection() + "/delete";
        Visitor engineer = Visitor.signedIn(port, "engineer");
        engineer.get(path);
        end(engineer);

        engineer.submit(Map.of());
        Document page = signInAgain(engineer);

        assertThat(engineer.address()).endsWith(path);
        assertThat(page.text()).contains("Nothing was sent, because you had to sign in first. If you still want it, do it again.");
    }

    @Test
    void nobodyElseSeesWhatWasTyped() {
        Visitor engineer = Visitor.signedIn(port, "engineer");
        engineer.get("/s/prod/endpoints/new?source=azure-blob");
        end(engineer);
        engineer.submit(Map.of("step", "check", "name", "only mine"));

        Document page = signInAs(engineer, "admin");
        assertThat(engineer.address()).doesNotContain("/endpoints/new");
        assertThat(page.outerHtml()).doesNotContain("only mine");
        page = engineer.get("/s/prod/endpoints/new?source=azure-blob");

        assertThat(page.outerHtml()).doesNotContain("only mine");
    }

    @Test
    void formOfAnEarlierSignInComesBackToItsPersonOnly() {
        Visitor engineer = Visitor.signedIn(port, "engineer");
        engineer.get("/s/prod/endpoints/new?source=azure-blob");
        var form = engineer.form("main form[method=post].form");
        end(engineer);
        signInAgain(engineer);

        engineer.submit(form, Map.of("step", "check", "name", "from the other window"));
        assertThat(engineer.page().select("#name").val()).isEqualTo("from the other window");
        end(engineer);
        signInAs(engineer, "admin");
        engineer.submit(form, Map.of("step", "check", "name", "not hers"));

        assertThat(engineer.status()).isEqualTo(403);
        assertThat(engineer.get("/s/prod/endpoints/new?source=azure-blob").outerHtml()).doesNotContain("not hers");
    }

    @Test
    void anotherSiteKeepsNothing() {
        Visitor engineer = Visitor.signedIn(port, "engineer");
        engineer.get("/s/prod/endpoints/new?source=azure-blob");
        Map<String, String> form = new LinkedHashMap<>();
        engineer.form("main form[method=post].form").formData().forEach(pair -> form.put(pair.key(), pair.value()));
        form.putAll(Map.of("step", "check", "name", "planted"));
        Wire browser = Wire.of(port, engineer);
        end(engineer);
        String before = drafts();
        String own = "http://127.0.0.1:" + port;

        for (String[] headers : new String[][] {
            {}, {"Origin", "null"}, {"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site"},
            {"Sec-Fetch-Site", "same-site", "Origin", own}, {"Sec-Fetch-Site", "none"}, {"Sec-Fetch-Site", "cross-site", "X-Portal-Keep", "1"}
        }) {
            HttpResponse<String> answer = browser.post("/s/prod/endpoints/new", form, headers);
            assertThat(answer.statusCode()).as(String.join(" ", headers)).isEqualTo(403);
        }
        assertThat(drafts()).isEqualTo(before);
        assertThat(browser.post("/s/prod/endpoints/new", form, "Origin", own).statusCode()).isEqualTo(302);
        assertThat(drafts()).isNotEqualTo(before);
    }

    @Test
    void whatNobodyWasGivenIsNotKept() {
        int before = count("spring_session");
        for (String seal : new String[] {"", "x", "x.y", "AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAA"}) {
            HttpResponse<String> answer = Wire.stranger(port).post(
                    "/s/prod/endpoints/new", Map.of("step", "check", "name", "made up", "formOf", seal), "Sec-Fetch-Site", "same-origin");
            assertThat(Wire.location(answer)).endsWith("/sign-in?late");
            assertThat(Wire.all(answer, "Set-Cookie")).isEmpty();
            HttpResponse<String> asked = Wire.stranger(port).post(
                    "/s/prod/endpoints/new", Map.of("formOf", seal), "X-Portal-Keep", "1", "Sec-Fetch-Site", "same-origin");
            assertThat(asked.statusCode()).isEqualTo(204);
            assertThat(Wire.all(asked, "Set-Cookie")).isEmpty();
        }
        assertThat(count("spring_session")).as("sessions for strangers").isLessThanOrEqualTo(before);
        assertThat(jdbc.queryForList("select attribute_bytes from spring_session_attributes", byte[].class))
                .noneMatch(bytes -> new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).contains("made up"));
    }

    @Test
    void whatScriptWantsKeptIsNeverCarriedOut() {
        Visitor engineer = Visitor.signedIn(port, "engineer");
        engineer.get("/s/prod/endpoints/new?source=azure-blob");
        Map<String, String> form = new LinkedHashMap<>(Asking.form("kept by script"));
        form.put("formOf", engineer.page().select("main input[name=formOf]").val());

        HttpResponse<String> answer = Wire.of(port, engineer)
                .post("/s/prod/endpoints/new", form, "X-Portal-Keep", "1", "Sec-Fetch-Site", "same-origin");

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(count("endpoint_request where name = 'kept by script'")).isZero();
        assertThat(engineer.get("/s/prod/endpoints/new").select("#name").val()).isEqualTo("kept by script");
    }

    @Test
    void whatDestroysNeedsAFreshSignInAndLeadsBack() {
        String path = connection() + "/delete";
        Visitor engineer = Visitor.signedIn(port, "engineer");
        age(engineer, Duration.ofHours(1), NONE, Duration.ofMinutes(15));

        engineer.get(path);
        assertThat(engineer.page().select("input[type=password]")).as("asked although the provider knows the person").hasSize(1);
        engineer.submit(engineer.form("form[method=post]"), Map.of("username", "engineer", "password", "engineer"));

        assertThat(engineer.address()).endsWith(path);
        assertThat(engineer.page().select("main form[method=post]")).hasSize(1);
        String asked = Wire.location(Wire.of(port, engineer).get("/oauth2/authorization/ims?again"));
        assertThat(asked).contains("prompt=login", "max_age=900");
    }

    @Test
    void lateActNeedsAFreshSignInAndComesBackUndone() {
        String path = asking.ask("prod", "session step up");
        Visitor admin = Visitor.signedIn(port, "admin");
        admin.get(path);
        age(admin, Duration.ofHours(1), NONE, Duration.ofMinutes(15));

        admin.submit(admin.form("form[action$=/decision]"), Map.of("decision", "reject", "comment", "too late for me"));
        admin.submit(admin.form("form[method=post]"), Map.of("username", "admin", "password", "admin"));

        assertThat(admin.address()).endsWith(path);
        assertThat(admin.page().text()).contains(BACK, "Awaiting our approval");
        assertThat(admin.page().select("#comment").val()).isEqualTo("too late for me");
        admin.submit(admin.form("form[action$=/decision]"), Map.of());
        assertThat(admin.page().text()).contains("too late for me", "Rejected");
    }

    @Test
    void highValuePagesAskAndOthersDoNot() {
        Visitor visitor = Visitor.signedIn(port, "admin");
        age(visitor, Duration.ofHours(1), NONE, Duration.ofMinutes(15));
        Wire admin = Wire.of(port, visitor);
        String endpoint = "/s/prod/endpoints/" + upstream.endpointId("prod", "acme-lake");

        for (String path : new String[] {endpoint + "/delete", endpoint + "/azure", connection() + "/delete", connection() + "/credentials"}) {
            for (HttpResponse<String> answer : new HttpResponse[] {admin.get(path), admin.post(path, Map.of())}) {
                assertThat(answer.statusCode()).as(path).isEqualTo(302);
                assertThat(Wire.location(answer)).contains("/oauth2/authorization/ims?again&return=");
            }
        }
        for (String path : new String[] {"/people", "/sign-ins"}) {
            assertThat(Wire.location(admin.post(path, Map.of()))).contains("/oauth2/authorization/ims?again&return=" + path.replace("/", "%2F"));
        }
        for (String path : new String[] {"/s/prod", endpoint, connection(), connection() + "/edit", "/people", "/sign-ins"}) {
            assertThat(admin.get(path).statusCode()).as(path).isEqualTo(200);
        }
    }

    @Test
    void somebodyElseWhoSignsInThereGetsASessionOfTheirOwn() {
        String path = connection() + "/delete";
        Visitor engineer = Visitor.signedIn(port, "engineer");
        String before = engineer.cookie(COOKIE);
        age(engineer, Duration.ofHours(1), NONE, Duration.ofMinutes(15));
        engineer.get(path);

        engineer.submit(engineer.form("form[method=post]"), Map.of("username", "admin", "password", "admin"));

        assertThat(engineer.page().text()).contains("Ada Admin").doesNotContain("Erin Engineer");
        assertThat(engineer.address()).doesNotContain("/delete");
        assertThat(home(before).statusCode()).isEqualTo(302);
    }

    @Test
    void cookieFromBeforeTheSignOutIsWorthNothing() {
        Visitor support = Visitor.signedIn(port, "support");
        String cookie = support.cookie(COOKIE);

        support.submit(support.form("form[action=/sign-out]"), Map.of());

        assertThat(home(cookie).statusCode()).isEqualTo(302);
        assertThat(rows(cookie)).isZero();
    }

    @Test
    void whatTheDatabaseHoldsOpensNoSession() {
        Visitor support = Visitor.signedIn(port, "support");
        String held = SessionFixture.id(support.cookie(COOKIE));
        assertThat(home(support.cookie(COOKIE)).statusCode()).isEqualTo(200);
        assertThat(jdbc.queryForList("select session_id from spring_session", String.class)).contains(held);

        for (String forged : List.of(held, Base64.getEncoder().encodeToString(held.getBytes(StandardCharsets.UTF_8)))) {
            assertThat(home(forged).statusCode()).isEqualTo(302);
        }
    }

    private String connection() {
        return "/s/prod/connections/" + upstream.connectionId("prod", "Contoso stores (PostgreSQL)");
    }

    private void age(Visitor person, Duration begun, Duration used, Duration proved) {
        SessionFixture.age(sessions, person.cookie(COOKIE), begun, used, proved);
    }

    private void end(Visitor person) {
        age(person, IDLE, IDLE, NONE);
    }

    /** The provider still knows the person. */
    private static Document signInAgain(Visitor person) {
        return person.get("/oauth2/authorization/ims");
    }

    /** Somebody else, at the same browser. */
    private static Document signInAs(Visitor browser, String name) {
        browser.get("/oauth2/authorization/ims?again");
        return browser.submit(browser.form("form[method=post]"), Map.of("username", name, "password", name));
    }

    private HttpResponse<String> home(String cookie) {
        return Wire.stranger(port).get("/", "Cookie", COOKIE + "=" + cookie);
    }

    private long secondsLeft(HttpResponse<String> page) {
        return Long.parseLong(Wire.page(page).select("[data-session]").attr("data-left"));
    }

    private String drafts() {
        return jdbc.queryForList("select session_primary_id from spring_session_attributes where attribute_name = 'portal.draft'")
                .toString();
    }

    private int rows(String cookie) {
        return count("spring_session where session_id = '" + SessionFixture.id(cookie) + "'");
    }

    private int count(String what) {
        return jdbc.queryForObject("select count(*) from " + what, Integer.class);
    }
}
