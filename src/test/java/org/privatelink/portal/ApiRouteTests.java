package org.privatelink.portal;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/** Every route of the API and every bearer: who gets where. A route that is not in {@code docs/routes.md} fails. */
@ClosedPortalTest
@TestInstance(Lifecycle.PER_CLASS)
class ApiRouteTests {

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    List<RequestMappingInfoHandlerMapping> mappings;

    @Autowired
    FilterChainProxy security;

    @Autowired
    JdbcTemplate jdbc;

    private final Map<String, ApiCaller> callers = new LinkedHashMap<>();
    private Map<String, String> ids;
    private Map<String, String> idsOfOthers;
    private Upstream upstream;

    @BeforeAll
    void getTokens() {
        callers.put("stranger", new ApiCaller(port, ""));
        List.of("nobody", "support", "engineer", "admin")
                .forEach(name -> callers.put(name, new ApiCaller(port, Bearer.of(environment, port, name))));
        upstream = Upstream.of(environment);
        upstream.authoringIsOn("prod");
        ids = Map.of(
                "endpoints", upstream.linkedEndpointId("prod"),
                "connections", upstream.connectionId("prod", "Contoso stores (PostgreSQL)"),
                "activity", "nothing");
        idsOfOthers = Map.of(
                "endpoints", upstream.endpoints("dev").get(0).path("id").asString(),
                "connections", upstream.connections("dev").get(0).path("id").asString(),
                "activity", moved("activity", "subject_id", asked()),
                "requests", moved("endpoint_request", "id", asked()));
    }

    /** Id of what is no longer in one's own sandbox. */
    private String moved(String table, String column, String request) {
        jdbc.update("update " + table + " set sandbox = 'dev' where " + column + " = ?", request);
        return jdbc.queryForList("select id from " + table + " where " + column + " = ?", String.class, request).get(0);
    }

    /** In a sandbox of others as in one that is not there, and Platform is not even asked about it. */
    @Test
    void everyRouteAnswersEachBearerAsTheTableSays() {
        upstream.forget();
        Map<String, List<String>> found = new TreeMap<>();
        for (String route : routes()) {
            List<String> row = new ArrayList<>();
            callers.values().forEach(caller -> row.add(status(call(caller, route))));
            RouteTable.PEOPLE_ELSEWHERE.forEach(name -> row.add(elsewhere(route, callers.get(name))));
            found.put(route, row);
            if (route.contains("{sandbox}")) {
                assertThat(elsewhere(route, callers.get("stranger"))).isEqualTo(row.get(0));
                assertThat(elsewhere(route, callers.get("nobody"))).isEqualTo(row.get(1));
            }
        }

        RouteTable.tells("API", found);
        assertThat(upstream.seenIn("dev")).isEmpty();
    }

    private String elsewhere(String route, ApiCaller caller) {
        if (!route.contains("{sandbox}")) {
            return "–";
        }
        HttpResponse<String> hidden = whole(caller, route, "dev", idsOfOthers);
        isAlike(route, hidden, whole(caller, route, "missing", idsOfOthers));
        return status(hidden);
    }

    /** Its id in one's own sandbox says nothing, whatever is to be done with it. */
    @Test
    void thingOfOthersIsNotThere() {
        upstream.forget();
        Map<String, String> nothing = idsOfOthers.keySet().stream()
                .collect(toMap(kind -> kind, kind -> "22222222-2222-3333-4444-555555555555"));
        for (String route : routes()) {
            if (route.contains("{id}")) {
                List.of("support", "engineer", "admin").forEach(name -> isAlike(
                        route + " as " + name,
                        whole(callers.get(name), route, "prod", idsOfOthers),
                        whole(callers.get(name), route, "prod", nothing)));
                assertThat(whole(callers.get("admin"), route, "prod", idsOfOthers).statusCode()).as(route).isEqualTo(404);
            }
        }
        assertThat(upstream.seenIn("dev")).isEmpty();
    }

    /** A filter with a typing error would else be none. */
    @Test
    void parameterThatACallDoesNotKnowIsRefused() {
        for (String route : routes()) {
            if (route.startsWith("GET") && !route.contains("openapi")) {
                HttpResponse<String> answer = callers.get("support").get(path(route).substring("/api/v1".length()) + "?limti=5&Limit=5");
                assertThat(answer.statusCode()).as(route).isEqualTo(400);
                assertThat(ApiCaller.json(answer).path("errors").findValuesAsString("field")).containsExactlyInAnyOrder("limti", "Limit");
            }
        }
    }

    @Test
    void sandboxesOfOthersAreNotListed() {
        assertThat(callers.get("admin").get("/sandboxes").body()).contains("prod").doesNotContain("dev", "Development");
    }

    /** A server closes a connection now and then. */
    private static Set<String> headers(HttpResponse<String> answer) {
        return answer.headers().map().keySet().stream().filter(name -> !name.equals("connection")).collect(toSet());
    }

    private static void isAlike(String what, HttpResponse<String> hidden, HttpResponse<String> absent) {
        assertThat(status(hidden)).as(what).isEqualTo(status(absent));
        assertThat(headers(hidden)).as(what).isEqualTo(headers(absent));
        assertThat(hidden.body()).as(what).isEqualTo(absent.body());
    }

    private static String status(HttpResponse<String> answer) {
        return String.valueOf(answer.statusCode());
    }

    /** With all that any call may need. */
    private static HttpResponse<String> whole(ApiCaller caller, String route, String sandbox, Map<String, String> of) {
        String pattern = route.split(" ")[1].substring("/api/v1".length()).replace("{sandbox}", sandbox);
        String path = pattern.contains("{id}") ? pattern.replace("{id}", of.get(pattern.split("/")[3])) : pattern;
        String body = route.endsWith("/decision") ? "{\"decision\":\"reject\",\"comment\":\"no\"}" : "{\"name\":\"x\"}";
        return route.startsWith("GET")
                ? caller.get(path)
                : caller.send(
                        route.split(" ")[0],
                        path,
                        route.startsWith("DELETE") ? null : body,
                        "Idempotency-Key", UUID.randomUUID().toString(),
                        "If-Match", "\"1\"",
                        "Content-Type", route.startsWith("PATCH") ? "application/merge-patch+json" : "application/json");
    }

    @Test
    void sessionMeansNothing() {
        Wire admin = Wire.signedIn(port, "admin");
        int sessions = sessions();
        for (String route : routes()) {
            if (!route.endsWith("openapi.json")) {
                HttpResponse<String> answer = admin.send(
                        route.split(" ")[0], path(route), null, "X-CSRF-TOKEN", admin.token());
                assertThat(answer.statusCode()).as(route).isEqualTo(401);
                assertThat(ApiCaller.header(answer, "WWW-Authenticate")).isEqualTo("Bearer");
                assertThat(ApiCaller.header(answer, "Content-Type")).isEqualTo("application/problem+json");
                assertThat(Wire.all(answer, "Set-Cookie")).isEmpty();
            }
        }
        // One that is over may be dropped meanwhile.
        assertThat(sessions()).isLessThanOrEqualTo(sessions);
    }

    private int sessions() {
        return jdbc.queryForObject("select count(*) from spring_session", Integer.class);
    }

    /** What it refuses: TokenStepUpTests. The demo's access tokens do not tell when somebody signed in. */
    @Test
    void callsOfThoseWhoMayMakeThemAreHeldToAFreshSignIn() {
        assertThat(security.getFilters("/api/v1/sandboxes/prod/endpoints/1"))
                .extracting(filter -> filter.getClass().getSimpleName())
                .containsSubsequence("BearerTokenAuthenticationFilter", "AuthorizationFilter", "TokenStepUp");
    }

    @Test
    void answersCarryNoCookieAndAreNotKept() {
        HttpResponse<String> answer = callers.get("support").get("/sandboxes/prod/endpoints");

        assertThat(Wire.all(answer, "Set-Cookie")).isEmpty();
        assertThat(ApiCaller.header(answer, "Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void callOfAnotherSitesPageIsRefused() {
        for (String route : routes()) {
            String method = route.split(" ")[0];
            if (!method.equals("GET")) {
                HttpResponse<String> answer = callers.get("admin")
                        .send(method, path(route).substring("/api/v1".length()), "{}", "Sec-Fetch-Site", "cross-site");
                assertThat(answer.statusCode()).as(route).isEqualTo(403);
                assertThat(ApiCaller.header(answer, "Content-Type")).isEqualTo("application/problem+json");
            }
        }
    }

    @Test
    void otherMethodsAreNotPossible() {
        assertThat(callers.get("admin").send("PUT", "/sandboxes/prod/requests", "{}").statusCode()).isEqualTo(405);
        assertThat(callers.get("admin").send("PATCH", "/sandboxes/prod/endpoints", "{}").statusCode()).isEqualTo(405);
        assertThat(callers.get("support").send("PUT", "/sandboxes/prod/requests", "{}").statusCode()).isEqualTo(403);
    }

    @Test
    void whatIsNotATokenForThisIsRefused() {
        String good = Bearer.of(environment, port, "admin");
        String[] parts = good.split("\\.");
        Map<String, String> tokens = Map.of(
                "changed", parts[0] + "." + parts[1] + "." + parts[2].substring(0, parts[2].length() - 4) + "AAAA",
                "unsigned", "eyJhbGciOiJub25lIn0." + parts[1] + ".",
                "an ID token", Bearer.idTokenOf(environment, port, "admin"),
                "no JWT", "abc");
        assertThat(new ApiCaller(port, good).get("/sandboxes").statusCode()).isEqualTo(200);
        tokens.forEach((what, token) -> {
            HttpResponse<String> answer = new ApiCaller(port, token).get("/sandboxes");
            assertThat(answer.statusCode()).as(what).isEqualTo(401);
            assertThat(ApiCaller.header(answer, "WWW-Authenticate")).as(what).contains("error=\"invalid_token\"");
            assertThat(answer.body()).as(what).doesNotContain(parts[1]).contains("/api#problem-unauthenticated");
        });
    }

    private List<String> routes() {
        return RouteTable.routes(mappings).stream().filter(route -> route.contains(" /api/")).toList();
    }

    private HttpResponse<String> call(ApiCaller caller, String route) {
        HttpResponse<String> answer = caller.send(route.split(" ")[0], path(route).substring("/api/v1".length()), null);
        AnswerHeaders.areWhole(route, answer);
        return answer;
    }

    private String path(String route) {
        String pattern = route.split(" ")[1].replace("{sandbox}", "prod");
        if (!pattern.contains("{id}")) {
            return pattern;
        }
        // Others still look at the connection.
        if (route.startsWith("DELETE") && pattern.contains("connections")) {
            return pattern.replace("{id}", "nothing");
        }
        String of = pattern.split("/")[5];
        return pattern.replace("{id}", of.equals("requests") ? asked() : ids.get(of));
    }

    /** Each call finds one that nobody has touched. */
    private String asked() {
        ApiCaller engineer = callers.get("engineer");
        String name = "route " + UUID.randomUUID();
        return ApiCaller.json(engineer.post("/sandboxes/prod/requests", ApiCaller.wanted(name))).path("id").asString();
    }
}
