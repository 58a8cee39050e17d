package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.test.context.TestPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route of the API and every bearer: who gets where. A route that is not in the table fails. */
@PortalTest
// A portal of their own: what is asked for here must not be in the way of other tests.
@TestPropertySource(
        properties = {
            "portal.request.remind-pause=1d",
            "portal.edge.proxies=127.0.0.1",
            "portal.edge.names=127.0.0.1,portal.example.com"
        })
@TestInstance(Lifecycle.PER_CLASS)
class ApiRouteTests {

    private static final String IN = "/api/v1/sandboxes/{sandbox}";

    /**
     * Status without a token, with one of no role, and for support, engineer and admin. What is sent is nothing: "400"
     * is for those who may send something. The request is the engineer's, and waits.
     */
    private static final Map<String, List<Integer>> TABLE = Map.ofEntries(
            route("GET /api/v1/openapi.json", 200, 200, 200, 200, 200),
            route("GET /api/v1/openapi.json.yaml", 401, 403, 200, 200, 200),
            route("GET /api/v1/sandboxes", 401, 403, 200, 200, 200),
            route("GET " + IN + "/endpoints", 401, 403, 200, 200, 200),
            route("GET " + IN + "/endpoints/{id}", 401, 403, 200, 200, 200),
            route("DELETE " + IN + "/endpoints/{id}", 401, 403, 403, 403, 409),
            route("GET " + IN + "/requests", 401, 403, 200, 200, 200),
            route("POST " + IN + "/requests", 401, 403, 403, 400, 400),
            route("GET " + IN + "/requests/{id}", 401, 403, 200, 200, 200),
            route("POST " + IN + "/requests/{id}/decision", 401, 403, 403, 403, 428),
            route("POST " + IN + "/requests/{id}/remind", 401, 403, 403, 200, 403),
            route("POST " + IN + "/requests/{id}/withdraw", 401, 403, 403, 200, 403),
            route("GET " + IN + "/authoring", 401, 403, 200, 200, 200),
            route("POST " + IN + "/authoring", 401, 403, 403, 400, 400),
            route("GET " + IN + "/connections", 401, 403, 200, 200, 200),
            route("POST " + IN + "/connections", 401, 403, 403, 400, 400),
            route("GET " + IN + "/connections/{id}", 401, 403, 200, 200, 200),
            route("PATCH " + IN + "/connections/{id}", 401, 403, 403, 428, 428),
            route("DELETE " + IN + "/connections/{id}", 401, 403, 403, 404, 404),
            route("POST " + IN + "/connections/{id}/test", 401, 403, 403, 200, 200),
            route("GET " + IN + "/activity", 401, 403, 200, 200, 200),
            route("GET " + IN + "/activity/{id}", 401, 403, 404, 404, 404));

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    JdbcTemplate jdbc;

    private final Map<String, ApiCaller> callers = new LinkedHashMap<>();
    private Map<String, String> ids;

    @BeforeAll
    void getTokens() {
        callers.put("stranger", new ApiCaller(port, ""));
        List.of("nobody", "support", "engineer", "admin")
                .forEach(name -> callers.put(name, new ApiCaller(port, Bearer.of(environment, port, name))));
        Upstream upstream = Upstream.of(environment);
        upstream.authoringIsOn("prod");
        ids = Map.of(
                "endpoints", upstream.linkedEndpointId("prod"),
                "connections", upstream.connectionId("prod", "Contoso stores (PostgreSQL)"),
                "activity", "nothing");
    }

    @Test
    void everyRouteAnswersEachBearerAsTheTableSays() {
        Map<String, List<Integer>> found = new LinkedHashMap<>();
        for (String route : routes()) {
            found.put(route, callers.values().stream().map(caller -> call(caller, route).statusCode()).toList());
        }

        assertThat(found).containsExactlyInAnyOrderEntriesOf(TABLE);
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
        assertThat(sessions()).isEqualTo(sessions);
    }

    private int sessions() {
        return jdbc.queryForObject("select count(*) from spring_session", Integer.class);
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

    private Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        requestMappingHandlerMapping.getHandlerMethods().keySet().forEach(info -> info.getPatternValues().stream()
                .filter(pattern -> pattern.startsWith("/api/"))
                .forEach(pattern -> info.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> routes.add(method + " " + pattern))));
        return routes;
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
        String name = "route " + jdbc.queryForObject("select count(*) from endpoint_request", Integer.class);
        return ApiCaller.json(engineer.post("/sandboxes/prod/requests", ApiCaller.wanted(name))).path("id").asString();
    }

    private static Map.Entry<String, List<Integer>> route(String route, Integer... statuses) {
        return Map.entry(route, List.of(statuses));
    }
}
