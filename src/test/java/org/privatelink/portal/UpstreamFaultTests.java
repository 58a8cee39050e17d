package org.privatelink.portal;

import static java.util.function.Predicate.not;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.Upstream.Fault;
import org.privatelink.portal.source.Sources;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a page shows when one read of it fails: the truth, with an id to quote, and never an empty list. */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
class UpstreamFaultTests {

    private static final List<String> NEVER = List.of(
            "Exception", "\tat ", "org.springframework", "org.privatelink", "reactor.", "Bad Gateway", "No endpoints",
            "No connections", "Start with an endpoint", "No private connection yet", "No flow uses it", "Nothing matches",
            "No private connection of this source uses it", "At least 0 of");

    private static final Set<Trouble> THOROUGH = EnumSet.of(
            Trouble.TOKEN, Trouble.PERMISSION, Trouble.MISSING, Trouble.TOO_MANY, Trouble.UNAVAILABLE, Trouble.WRONG_TYPE);

    /** For one read of one page. */
    private static final int MOST_ASKS = 6;

    /** How a page bears that one of its reads fails. */
    private enum Bearing {
        /** It cannot be shown: an error page with the status. */
        WHOLE,
        /** It shows what was seen last, with the failure and its status. */
        LAST_SEEN,
        /** As before, of a list. */
        LIST_LAST_SEEN,
        /** As before, of the copy of connections. */
        CONNECTIONS_LAST_SEEN,
        /** What was counted last stands. */
        LAST_COUNTED,
        /** Its other parts stand, with a panel in place of what failed. */
        PANEL,
        /** Its other parts stand, and a sentence says that something could not be read. */
        SENTENCE,
        /** Its other parts stand, and what failed is left out. */
        WITHOUT,
        /** A request and all that one can do with it stand, and a sentence says that nobody knows of others like it. */
        REQUEST,
        /** A copy of what was read, and of what was seen last where Platform does not have it any more. */
        COPY,
        /** It needs nothing of Platform. */
        OWN
    }

    /** @param read path of the upstream read that fails, as a regular expression */
    private record Place(String name, String path, String read, Bearing bearing) {}

    /** A fault, with the status and title of the page that it leads to. */
    private enum Trouble {
        TOKEN(status(401, "{\"error_code\":\"401013\",\"message\":\"Oauth token is not valid\"}"), 502, "Platform does not accept the portal's sign-in"),
        OTHER_4XX(status(451, "{}"), 422, "Platform said no"),
        ORGANISATION(status(403, "{\"error_code\":\"403025\",\"message\":\"Profile is not valid\"}"), 502, "Wrong organisation"),
        PERMISSION(status(403, "{\"errorCode\":\"2118-403\",\"title\":\"Forbidden\",\"message\":\"permission write is missing\"}"), 403, "Platform does not permit this"),
        MISSING(status(404, "{\"title\":\"NotFoundError\"}"), 404, null),
        CONFLICT(status(409, "{\"title\":\"Conflict\"}"), 409, "Somebody else was faster"),
        TOO_MANY(status(429, "{\"error_code\":\"429050\",\"message\":\"Too many requests\"}").with("retryAfter", 38), 503, "Platform asks for a pause"),
        INTERNAL(status(500, "{\"title\":\"<b>Internal</b>\"}"), 503, "Platform does not answer"),
        UNAVAILABLE(status(503, ""), 503, "Platform does not answer"),
        GATEWAY(fault("HTML"), 503, "Platform does not answer"),
        TRUNCATED(fault("TRUNCATE"), 503, "Platform does not answer"),
        HUGE(fault("HUGE"), 502, "Platform's answer makes no sense"),
        RESET(fault("RESET"), 503, "Platform does not answer"),
        WRONG_TYPE(fault("WRONG_TYPE"), 502, "Platform's answer makes no sense"),
        DEEP(fault("DEEP"), 502, "Platform's answer makes no sense"),
        REDIRECT(fault("REDIRECT"), 502, "Platform's answer makes no sense"),
        LATE(fault("DELAY").with("delay", "3s"), 503, "Platform does not answer");

        private final Fault fault;
        private final int status;
        private final String title;

        Trouble(Fault fault, int status, String title) {
            this.fault = fault;
            this.status = status;
            this.title = title;
        }

        private static Fault fault(String kind) {
            return Fault.of(kind, "GET", null);
        }

        private static Fault status(int status, String body) {
            return fault("STATUS").with("status", status).with("body", body);
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    Sources sources;

    @Autowired
    JdbcClient jdbc;

    private Upstream upstream;
    private Wire admin;
    private Asking asking;
    private String waiting;
    private String draft;
    private List<String> counted;
    private List<Place> places;
    private String change;

    @BeforeAll
    void signIn() {
        upstream = Upstream.of(environment);
        admin = Wire.signedIn(port, "admin");
        counted = Wire.page(admin.get("/s/prod/endpoints")).select("td.table__number").eachText();
        String endpoint = upstream.endpointId("prod", "acme-lake");
        String connection = upstream.connectionId("prod", "Acme orders (Blob)");
        Wire engineer = Wire.signedIn(port, "engineer");
        asking = new Asking(engineer, admin);
        waiting = asking.ask("prod", "asked before the trouble");
        draft = new Asking(admin, engineer).draft("prod", Asking.form("begun before the trouble"));
        String open = upstream.connections("prod").stream()
                .filter(each -> !each.at("/auth/params/usePrivateLink").asBoolean(false))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        change = "/s/prod/connections/" + open + "/edit";
        String list = Upstream.CONNECTORS + "/?";
        String oneEndpoint = Upstream.CONNECTORS + "/" + endpoint;
        String oneConnection = Upstream.CONNECTIONS + "/" + connection;
        String connections = Upstream.CONNECTIONS + "/?";
        places = List.of(
                new Place("overview, endpoints", "/s/prod", list, Bearing.PANEL),
                new Place("overview, authoring", "/s/prod", Upstream.AUTHORING, Bearing.SENTENCE),
                new Place("endpoints", "/s/prod/endpoints", list, Bearing.LIST_LAST_SEEN),
                new Place("endpoints, counts", "/s/prod/endpoints", connections, Bearing.LAST_COUNTED),
                new Place("endpoint", "/s/prod/endpoints/" + endpoint, oneEndpoint, Bearing.LAST_SEEN),
                new Place("endpoint, what breaks", "/s/prod/endpoints/" + endpoint, connections, Bearing.PANEL),
                new Place("endpoint, flows", "/s/prod/endpoints/" + endpoint, Upstream.FLOWS, Bearing.PANEL),
                new Place("delete endpoint", "/s/prod/endpoints/" + endpoint + "/delete", oneEndpoint, Bearing.WHOLE),
                new Place("delete endpoint, what breaks", "/s/prod/endpoints/" + endpoint + "/delete", connections, Bearing.WHOLE),
                new Place("connections", "/s/prod/connections", connections, Bearing.CONNECTIONS_LAST_SEEN),
                new Place("connections of a source", "/s/prod/connections?source=postgresql", connections, Bearing.CONNECTIONS_LAST_SEEN),
                new Place("connection", "/s/prod/connections/" + connection, oneConnection, Bearing.WHOLE),
                new Place("connection, flows", "/s/prod/connections/" + connection, Upstream.FLOWS, Bearing.PANEL),
                new Place("connection, authoring", "/s/prod/connections/" + connection, Upstream.AUTHORING, Bearing.WITHOUT),
                new Place("delete connection, flows", "/s/prod/connections/" + connection + "/delete", Upstream.FLOWS, Bearing.PANEL),
                new Place("delete connection", "/s/prod/connections/" + connection + "/delete", oneConnection, Bearing.WHOLE),
                new Place("change of a connection", "/s/prod/connections/" + connection + "/edit", oneConnection, Bearing.WHOLE),
                new Place("change of a connection, authoring", "/s/prod/connections/" + connection + "/edit", Upstream.AUTHORING, Bearing.SENTENCE),
                new Place("credentials", "/s/prod/connections/" + connection + "/credentials", oneConnection, Bearing.WHOLE),
                new Place("authoring", "/s/prod/authoring", Upstream.AUTHORING, Bearing.WHOLE),
                new Place("check of a request", draft + "/check", list, Bearing.REQUEST),
                new Place("request", waiting, list, Bearing.REQUEST),
                new Place("requests", "/s/prod/requests", list, Bearing.OWN),
                new Place("change of a request", draft + "/edit", list, Bearing.OWN),
                new Place("copy of a request", "/s/prod/endpoints/new?copyRequest=" + waiting.replaceAll(".*/", ""), list, Bearing.OWN),
                new Place("copy of an endpoint", "/s/prod/endpoints/new?copyEndpoint=" + endpoint, oneEndpoint, Bearing.COPY),
                new Place("new endpoint", "/s/prod/endpoints/new", list, Bearing.OWN),
                new Place("notices", "/notices", list, Bearing.OWN));
    }

    @AfterEach
    void heal() {
        upstream.isWell();
    }

    @ParameterizedTest
    @EnumSource
    void pageTellsTheTruth(Trouble trouble) {
        Map<Place, HttpResponse<String>> answers = trouble == Trouble.LATE ? allAtOnce(trouble) : oneByOne(trouble);

        assertThat(answers).allSatisfy((place, answer) -> holds(place, trouble, answer));

        upstream.isWell();
        // Each place after some troubles: all after all would be the same 400 pages again.
        assertThat(places).allSatisfy(place -> {
            if (places.indexOf(place) % 6 == trouble.ordinal() % 6) {
                assertThat(admin.get(place.path()).statusCode()).as(place.name() + " afterwards").isEqualTo(200);
            }
        });
    }

    /** The one call is made once, and its page has the status of what came of it. */
    @ParameterizedTest
    @EnumSource
    void writeIsSentOnceAndItsPageTellsTheTruth(Trouble trouble) {
        upstream.forget();
        upstream.fails(trouble.fault.with("method", "PATCH").with("path", Upstream.CONNECTIONS + "/.*"));
        Document form = Wire.page(admin.get(change));
        Map<String, String> fields = new LinkedHashMap<>();
        form.select("main form.form[method=post] [name]").forEach(field -> fields.put(field.attr("name"), field.val()));
        fields.put("description", "changed in trouble " + trouble);

        HttpResponse<String> answer = admin.post(change, fields);

        assertThat(upstream.seen("PATCH", Upstream.CONNECTIONS + "/.*").size()).isLessThanOrEqualTo(1);
        assertThat(answer.body()).doesNotContain(NEVER);
        if (trouble.ordinal() <= Trouble.TOO_MANY.ordinal()) {
            assertThat(answer.statusCode()).isEqualTo(trouble.status);
            assertThat(Wire.page(answer).select(".failure h2").text()).isEqualTo(trouble == Trouble.MISSING ? "Platform does not have it" : trouble.title);
            assertThat(Wire.page(answer).select("#description").val()).isEqualTo(fields.get("description"));
        } else {
            assertThat(answer.statusCode()).as("looked for").isEqualTo(303);
            assertThat(Wire.location(answer)).contains("/s/prod/acts/");
        }
    }

    /** Every place with troubles of different kinds; one place of each bearing with those that are like another. */
    private List<Place> places(Trouble trouble) {
        return THOROUGH.contains(trouble)
                ? places
                : List.copyOf(places.stream()
                        .collect(Collectors.toMap(Place::bearing, place -> place, (first, later) -> first, LinkedHashMap::new))
                        .values());
    }

    private Map<Place, HttpResponse<String>> oneByOne(Trouble trouble) {
        Map<Place, HttpResponse<String>> answers = new LinkedHashMap<>();
        places(trouble).forEach(place -> {
            upstream.fails(trouble.fault.with("path", place.read()));
            thePauseIsOver();
            upstream.forget();
            answers.put(place, admin.get(place.path()));
            if (isOneThing(place)) {
                assertThat(upstream.seen("GET", place.read())).as(place.name()).hasSizeLessThanOrEqualTo(MOST_ASKS);
            }
        });
        return answers;
    }

    /** The one that Platform asked for with the last trouble. No page waits for what was read before this one. */
    private void thePauseIsOver() {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(20)).until(() -> readings() == 0);
        jdbc.sql("update watch_round set quiet_until = null").update();
        jdbc.sql("update connection_reading set next_at = begun_at where lease is null").update();
    }

    private long readings() {
        return jdbc.sql("select count(*) from connection_reading where lease is not null").query(Long.class).single();
    }

    /** Each read waits as long as it may: all pages side by side, in rounds whose faults do not meet on one page. */
    private Map<Place, HttpResponse<String>> allAtOnce(Trouble trouble) {
        Map<Place, HttpResponse<String>> answers = new LinkedHashMap<>();
        Predicate<Place> flows = place -> place.read().equals(Upstream.FLOWS);
        Predicate<Place> first = place -> place.read().equals(Upstream.CONNECTORS + "/?")
                || place.read().startsWith(Upstream.CONNECTORS + "/") && isOneThing(place);
        for (Predicate<Place> round : List.of(first, flows, not(first.or(flows)))) {
            List<Place> together = places.stream()
                    .filter(round)
                    .filter(place -> !place.name().endsWith("connection, authoring"))
                    .toList();
            upstream.fails(together.stream()
                    .map(Place::read)
                    .distinct()
                    .map(read -> trouble.fault.with("path", read))
                    .toArray(Fault[]::new));
            List<CompletableFuture<HttpResponse<String>>> asked = together.stream()
                    .map(place -> CompletableFuture.supplyAsync(() -> admin.get(place.path()), task -> new Thread(task).start()))
                    .toList();
            for (int i = 0; i < asked.size(); i++) {
                answers.put(together.get(i), asked.get(i).join());
            }
        }
        return answers;
    }

    private void holds(Place place, Trouble trouble, HttpResponse<String> answer) {
        Document page = Wire.page(answer);
        assertThat(answer.body()).doesNotContain(NEVER);
        assertThat(page.select("h1")).hasSize(1);
        if (toleratesAnything(place, trouble)) {
            assertThat(answer.statusCode()).isEqualTo(200);
            return;
        }
        switch (place.bearing()) {
            case WHOLE -> {
                assertThat(answer.statusCode()).isEqualTo(trouble.status);
                assertThat(page.select("h1").text()).isEqualTo(title(place, trouble));
                if (trouble != Trouble.MISSING || !isOneThing(place)) {
                    tellsWhomToAsk(page);
                }
                if (trouble == Trouble.TOO_MANY) {
                    assertThat(answer.headers().firstValue("Retry-After")).contains("38");
                    assertThat(page.select("main").text()).contains("in 38 seconds");
                }
            }
            case LAST_SEEN -> {
                boolean missing = trouble == Trouble.MISSING;
                assertThat(answer.statusCode()).isEqualTo(missing ? 200 : trouble.status);
                assertThat(page.select("h1").text()).isEqualTo("acme-lake");
                assertThat(page.select("#state .state").text()).contains(missing ? "No longer at Platform" : "Approved");
                assertThat(page.select("main a").eachAttr("href")).noneMatch(link -> link.endsWith("/delete"));
                assertThat(page.select(".failure h2").eachText())
                        .isEqualTo(missing ? List.of() : List.of(title(place, trouble)));
            }
            case LIST_LAST_SEEN -> {
                assertThat(answer.statusCode()).isEqualTo(trouble.status);
                assertThat(page.select("h1").text()).isEqualTo("Private endpoints");
                assertThat(page.select(".failure h2").text()).isEqualTo(title(place, trouble));
                assertThat(page.select("tbody th a").eachText()).contains("acme-lake");
                assertThat(page.select(".checked").text()).contains("Last checked", "The last check failed");
                tellsWhomToAsk(page);
                if (trouble == Trouble.TOO_MANY) {
                    assertThat(answer.headers().firstValue("Retry-After")).contains("38");
                }
            }
            case CONNECTIONS_LAST_SEEN -> {
                assertThat(answer.statusCode()).isEqualTo(trouble.status);
                assertThat(page.select("h1").text()).isEqualTo("Connections");
                assertThat(page.select(".failure h2").text()).isEqualTo(title(place, trouble));
                assertThat(page.select("tbody th a")).isNotEmpty();
                assertThat(page.select(".checked__text").text()).contains("As read from Platform");
                tellsWhomToAsk(page);
                if (trouble == Trouble.TOO_MANY) {
                    assertThat(answer.headers().firstValue("Retry-After")).contains("38");
                }
            }
            case LAST_COUNTED -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(counted).contains("0").anyMatch(count -> !count.equals("0"));
                assertThat(page.select("td.table__number").eachText()).isEqualTo(counted);
            }
            case REQUEST -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                requestStands(page);
            }
            case COPY -> {
                boolean missing = trouble == Trouble.MISSING;
                assertThat(answer.statusCode()).isEqualTo(missing ? 200 : trouble.status);
                assertThat(page.select("h1").text()).isEqualTo(missing ? "Request an endpoint for Azure Data Lake Storage Gen2" : title(place, trouble));
                assertThat(page.select("#name").val()).isEqualTo(missing ? "acme-lake" : "");
            }
            case OWN -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(page.select(".failure")).isEmpty();
            }
            case PANEL -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(page.select(".failure h2").text()).isEqualTo(title(place, trouble));
                tellsWhomToAsk(page);
                assertThat(page.select("main section").size()).isGreaterThan(2);
            }
            case SENTENCE -> {
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(page.select("main").text())
                        .contains("This could not be read now.");
            }
            case WITHOUT -> assertThat(answer.statusCode()).isEqualTo(200);
        }
        assertThat(page.select("main b")).isEmpty();
    }

    /** What is the portal's own stands, and what Platform was asked for is not passed off as known. */
    private static void requestStands(Document request) {
        assertThat(request.select("main").text())
                .contains("Whether Platform has an endpoint to it in this sandbox could not be read now.")
                .contains("a reason of some length", "storage team", "Microsoft.Storage/storageAccounts")
                .doesNotContain("Nothing else leads to this resource");
        assertThat(request.select("main form.form[method=post] button.button--accent")).hasSize(1);
        assertThat(request.select(".failure, .errors")).isEmpty();
    }

    private static void tellsWhomToAsk(Document page) {
        assertThat(page.select("main dt").eachText()).contains("Who can act", "Request id");
        assertThat(page.select("main dd code").eachText()).anyMatch(id -> id.matches("[0-9a-f-]{36}"));
    }

    /** An answer without a status is one that Platform may give: the state is unknown then, and nothing is wrong. */
    private static boolean toleratesAnything(Place place, Trouble trouble) {
        return trouble == Trouble.WRONG_TYPE && place.read().equals(Upstream.AUTHORING);
    }

    private static boolean isOneThing(Place place) {
        return place.read().matches(".*/(privateEndpoints|connections)/[0-9a-f-]+");
    }

    private static String title(Place place, Trouble trouble) {
        if (trouble != Trouble.MISSING) {
            return trouble.title;
        }
        return isOneThing(place) ? "Not found" : "Platform does not have it";
    }

    /** That nobody can look for others like it does not keep a person from asking, nor an admin from refusing. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "LATE")
    void requestIsRaisedAndRefusedWithoutPlatform(Trouble trouble) {
        String path = asking.draft("prod", Asking.form("asked in trouble " + trouble));
        upstream.fails(trouble.fault.with("path", Upstream.CONNECTORS + "/?"));

        assertThat(asking.raise(path).statusCode()).isEqualTo(303);
        HttpResponse<String> unsure = admin.post(path + "/decision", Map.of("version", "1", "decision", "reject"));
        assertThat(unsure.statusCode()).isEqualTo(200);
        assertThat(Wire.page(unsure).select(".errors a").eachAttr("href")).containsExactly("#comment");
        assertThat(Wire.page(unsure).select("main").text()).contains("could not be read now");
        assertThat(Wire.page(admin.get(path + "/state")).select("#state").text()).contains("Awaiting our approval");

        assertThat(admin.post(path + "/decision", Asking.rejection(1, "not now")).statusCode()).isEqualTo(303);
        assertThat(Wire.page(admin.get(path)).select("#state").text()).contains("Rejected by us", "not now");
    }

    /** What Platform lists is shown as text, however odd; what it lets through that leads elsewhere is no twin. */
    @Test
    void oddTwinsAreShownAsTheyAre() {
        String target = "\"subscriptionId\":\"1B2C3D4E-0000-4000-8000-123456789ABC\",\"resourceGroupName\":\"RG\",\"resourceName\":\""
                + Asking.form("asked before the trouble").get("resourceName").toUpperCase() + "\"";
        String spec = "\"connectionSpec\":{\"id\":\"" + blob() + "\",\"version\":null}";
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTORS + "/?").with("status", 200).with("body", "{\"items\":["
                + "{\"id\":\"nothing-else\"},"
                + "{\"id\":\"no-target\"," + spec + ",\"name\":null,\"resourceName\":null,\"fqdns\":[null]},"
                + "{\"id\":\"a/b?c<i>\",\"name\":\"<b>twin</b> ${123456*7}\",\"state\":\"<i>Odd</i>\"," + spec + "," + target + "},"
                + "{\"id\":\"elsewhere\",\"name\":\"of another source\",\"connectionSpec\":{\"id\":\"x\"}," + target + "},"
                + "{\"id\":\"dead\",\"name\":\"\",\"state\":\"Rejected\"," + spec + "," + target + "}]}"));

        HttpResponse<String> answer = admin.get(waiting);

        Document page = Wire.page(answer);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(page.select("section[aria-labelledby=existing-title] li a").eachText())
                .containsExactly("<b>twin</b> ${123456*7}", "dead");
        assertThat(page.select("main b, main i")).isEmpty();
        assertThat(answer.body()).doesNotContain(Naughty.PRODUCT);
    }

    private String blob() {
        return sources.find("azure-blob").orElseThrow().specId();
    }

    @Test
    void overviewKeepsItsHealthyParts() {
        upstream.fails(Fault.of("STATUS", "GET", Upstream.AUTHORING).with("status", 503));
        Document withoutAuthoring = Wire.page(admin.get("/s/prod"));
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTORS + "/?").with("status", 503));
        Document withoutEndpoints = Wire.page(admin.get("/s/prod"));

        assertThat(withoutAuthoring.select(".metrics .metric").eachAttr("href"))
                .contains("/s/prod/requests?state=requested", "/s/prod/endpoints?state=approved");
        assertThat(withoutAuthoring.select("meter")).hasSize(1);
        assertThat(withoutAuthoring.select(".failure")).isEmpty();
        assertThat(withoutEndpoints.select(".metrics .metric").eachAttr("href")).containsExactly("/s/prod/requests?state=requested");
        assertThat(withoutEndpoints.select("meter")).hasSize(1);
        assertThat(withoutEndpoints.select("#authoring-title")).hasSize(1);
        assertThat(withoutEndpoints.select("section[aria-labelledby=authoring-title] .state")).hasSize(1);
        assertThat(withoutEndpoints.select("#latest-title")).hasSize(1);
    }

    @Test
    void readIsTriedAgainWithoutAnybodyNoticing() {
        upstream.fails(
                Fault.of("STATUS", "GET", Upstream.CONNECTORS + "/?").with("status", 503).once(),
                Fault.of("RESET", "GET", Upstream.CONNECTORS + "/?").once());

        assertThat(admin.get("/s/prod/endpoints").statusCode()).isEqualTo(200);
    }

    @Test
    void refusedTokenIsRenewedWithoutAnybodyNoticing() {
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTORS + "/?")
                .with("status", 401)
                .with("body", "{\"error_code\":\"401013\"}")
                .once());

        assertThat(admin.get("/s/prod/endpoints").statusCode()).isEqualTo(200);
    }

    @Test
    void textOfPlatformIsEscapedAndWithoutSecrets() {
        upstream.fails(Fault.of("STATUS", "GET", Upstream.CONNECTIONS + "/?")
                .with("status", 400)
                .with("body", "{\"title\":\"<script>alert(1)</script>\",\"detail\":\"AccountKey=abcdefghijkl== "
                        + "https://kv.vault.azure.net/secrets/x Bearer abcdefghijklmnop ${123456*7} \\u0000\"}"));

        HttpResponse<String> answer = admin.get("/s/prod/connections");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .doesNotContain("<script>alert", "abcdefghijkl", "vault.azure.net", "864192")
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;", "[removed]", "${123456*7}");
    }

    @Test
    void slowPageOfOnePersonDoesNotHoldUpAnother() {
        upstream.fails(Fault.of("DELAY", "GET", Upstream.AUTHORING).with("delay", "10s"));

        List<CompletableFuture<HttpResponse<String>>> slow = Stream.generate(
                        () -> CompletableFuture.supplyAsync(
                                () -> admin.get("/s/prod/authoring"), task -> new Thread(task).start()))
                .limit(2)
                .toList();
        HttpResponse<String> quick = admin.get("/s/prod/endpoints");

        assertThat(quick.statusCode()).isEqualTo(200);
        assertThat(slow).noneMatch(CompletableFuture::isDone);
        assertThat(slow).allSatisfy(each -> assertThat(each.join().statusCode()).isEqualTo(503));
    }
}
