package org.privatelink.portal;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every route and every role: who gets where, and with what headers. A route that is not in the table fails. */
@PortalTest
@TestInstance(Lifecycle.PER_CLASS)
class RouteTests {

    private static final List<String> ROLES = List.of("stranger", "nobody", "support", "engineer", "admin");
    private static final String CSP = "Content-Security-Policy";

    /**
     * Status by role, in the order above. A form without its required parts is understood as far as "400" for those who
     * may send it; 404 is the answer for an act that nobody knows. The request is the engineer's, and waits.
     */
    private static final Map<String, List<Integer>> TABLE = Map.ofEntries(
            route("GET /", 302, 403, 200, 200, 200),
            route("GET /sign-in", 200, 302, 302, 302, 302),
            route("GET /signed-out", 200, 302, 302, 302, 302),
            route("POST /theme", 403, 303, 303, 303, 303),
            route("GET /api", 200, 200, 200, 200, 200),
            route("GET /notices", 302, 403, 403, 403, 200),
            route("GET /notices format", 302, 403, 403, 403, 200),
            route("GET /audit", 302, 403, 200, 403, 200),
            route("GET /audit format", 302, 403, 200, 403, 200),
            route("POST /audit/check", 403, 403, 403, 403, 303),
            route("GET /s/{sandbox}", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/acts/{id}", 302, 403, 404, 404, 404),
            route("GET /s/{sandbox}/authoring", 302, 403, 200, 200, 200),
            route("POST /s/{sandbox}/authoring", 403, 403, 403, 400, 400),
            route("GET /s/{sandbox}/cleanup", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/cleanup format", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/endpoints", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/endpoints format", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/endpoints/{id}", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/endpoints/{id}/state", 302, 403, 200, 200, 200),
            route("POST /s/{sandbox}/check", 403, 403, 303, 303, 303),
            route("GET /s/{sandbox}/live", 302, 403, 400, 400, 400),
            route("POST /s/{sandbox}/drifts/{id}/handled", 403, 403, 403, 404, 404),
            route("GET /s/{sandbox}/endpoints/new", 302, 403, 403, 200, 200),
            route("GET /s/{sandbox}/endpoints/new copyRequest", 302, 403, 403, 200, 200),
            route("GET /s/{sandbox}/endpoints/new copyEndpoint !copyRequest", 302, 403, 403, 200, 200),
            route("POST /s/{sandbox}/endpoints/new step=fill", 403, 403, 403, 200, 200),
            route("POST /s/{sandbox}/endpoints/new step=check", 403, 403, 403, 200, 200),
            route("GET /s/{sandbox}/requests", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/requests format", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/requests/{id}", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/requests/{id}/state", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/requests/{id}/check", 302, 403, 403, 303, 404),
            route("POST /s/{sandbox}/requests/{id}/check step=send", 403, 403, 403, 400, 400),
            route("POST /s/{sandbox}/requests/{id}/check step=discard", 403, 403, 403, 303, 404),
            route("GET /s/{sandbox}/requests/{id}/edit", 302, 403, 403, 200, 404),
            route("POST /s/{sandbox}/requests/{id}/edit step=fill", 403, 403, 403, 200, 404),
            route("POST /s/{sandbox}/requests/{id}/edit step=check", 403, 403, 403, 404, 404),
            route("POST /s/{sandbox}/requests/{id}/decision", 403, 403, 403, 403, 400),
            route("POST /s/{sandbox}/requests/{id}/remind", 403, 403, 403, 303, 403),
            route("POST /s/{sandbox}/requests/{id}/send", 403, 403, 403, 303, 303),
            route("POST /s/{sandbox}/requests/{id}/withdraw", 403, 403, 403, 303, 403),
            route("GET /s/{sandbox}/endpoints/{id}/delete", 302, 403, 403, 200, 200),
            route("POST /s/{sandbox}/endpoints/{id}/delete", 403, 403, 403, 400, 400),
            route("GET /s/{sandbox}/endpoints/{id}/azure", 302, 403, 403, 403, 200),
            route("POST /s/{sandbox}/endpoints/{id}/azure", 403, 403, 403, 403, 400),
            route("GET /authorized/azure", 302, 403, 403, 403, 303),
            route("GET /s/{sandbox}/endpoints/resolve", 302, 403, 403, 200, 200),
            route("POST /s/{sandbox}/endpoints/resolve", 403, 403, 403, 200, 200),
            route("GET /s/{sandbox}/guide", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/requests/{id}/guide", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/endpoints/{id}/guide", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/connections", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/connections format", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/connections/{id}", 302, 403, 200, 200, 200),
            route("POST /s/{sandbox}/connections/{id}/test", 403, 403, 403, 303, 303),
            route("GET /s/{sandbox}/connections/new", 302, 403, 403, 200, 200),
            route("POST /s/{sandbox}/connections/new step=edit", 403, 403, 403, 200, 200),
            route("POST /s/{sandbox}/connections/new step=check", 403, 403, 403, 200, 200),
            route("POST /s/{sandbox}/connections/new step=authoring", 403, 403, 403, 400, 400),
            route("POST /s/{sandbox}/connections/new step=resolve", 403, 403, 403, 200, 200),
            route("POST /s/{sandbox}/connections/new step=create", 403, 403, 403, 400, 400),
            route("GET /support", 302, 403, 303, 303, 303),
            route("GET /s/{sandbox}/support", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/connections/{id}/diagnosis", 302, 403, 200, 200, 200),
            route("POST /s/{sandbox}/connections/{id}/diagnosis", 403, 403, 403, 200, 200),
            route("GET /s/{sandbox}/connections/{id}/case", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/endpoints/{id}/case", 302, 403, 200, 200, 200),
            route("GET /s/{sandbox}/connections/{id}/edit", 302, 403, 403, 200, 200),
            route("POST /s/{sandbox}/connections/{id}/edit step=look", 403, 403, 403, 200, 200),
            route("POST /s/{sandbox}/connections/{id}/edit step=authoring", 403, 403, 403, 400, 400),
            route("POST /s/{sandbox}/connections/{id}/edit step=save", 403, 403, 403, 400, 400),
            route("GET /s/{sandbox}/connections/{id}/credentials", 302, 403, 403, 200, 200),
            route("POST /s/{sandbox}/connections/{id}/credentials step=look", 403, 403, 403, 200, 200),
            route("POST /s/{sandbox}/connections/{id}/credentials step=authoring", 403, 403, 403, 400, 400),
            route("POST /s/{sandbox}/connections/{id}/credentials step=replace", 403, 403, 403, 400, 400),
            route("GET /s/{sandbox}/connections/{id}/explore", 302, 403, 403, 200, 200),
            route("GET /s/{sandbox}/connections/{id}/delete", 302, 403, 403, 200, 200),
            route("POST /s/{sandbox}/connections/{id}/delete", 403, 403, 403, 400, 400));

    /** The same with everything that belongs in the form, each on a request of the engineer's that nobody has touched. */
    private static final List<Whole> WHOLE = List.of(
            new Whole("GET", "", Map.of(), false, 302, 403, 200, 200, 200),
            new Whole("GET", "", Map.of(), true, 302, 403, 404, 303, 404),
            new Whole("GET", "/state", Map.of(), true, 302, 403, 404, 404, 404),
            new Whole("GET", "/check", Map.of(), true, 302, 403, 403, 200, 404),
            new Whole("GET", "/edit", Map.of(), true, 302, 403, 403, 200, 404),
            new Whole("POST", "/check", Map.of("step", "send", "version", "1"), true, 403, 403, 403, 303, 404),
            new Whole("POST", "/check", Map.of("step", "discard"), true, 403, 403, 403, 303, 404),
            new Whole("POST", "/edit", Asking.form("changed"), true, 403, 403, 403, 303, 404),
            new Whole("POST", "/edit", Asking.form("changed"), false, 403, 403, 403, 303, 404),
            new Whole("POST", "/decision", Asking.rejection(1, "no"), false, 403, 403, 403, 403, 303),
            new Whole("POST", "/decision", Asking.rejection(1, "no"), true, 403, 403, 403, 403, 404),
            new Whole("POST", "/decision", Asking.approval(2), false, 403, 403, 403, 403, 200),
            new Whole("POST", "/remind", Map.of(), false, 403, 403, 403, 303, 403),
            new Whole("POST", "/remind", Map.of(), true, 403, 403, 403, 404, 404),
            new Whole("POST", "/send", Map.of(), false, 403, 403, 403, 303, 303),
            new Whole("POST", "/withdraw", Map.of(), false, 403, 403, 403, 303, 403),
            new Whole("POST", "/withdraw", Map.of(), true, 403, 403, 403, 404, 404));

    private record Whole(String method, String end, Map<String, String> form, boolean draft, List<Integer> statuses) {

        Whole(String method, String end, Map<String, String> form, boolean draft, Integer... statuses) {
            this(method, end, form, draft, List.of(statuses));
        }
    }

    @LocalServerPort
    int port;

    @Autowired
    Environment environment;

    @Autowired
    RequestMappingHandlerMapping requestMappingHandlerMapping;

    @Autowired
    JdbcTemplate jdbc;

    private Map<String, Wire> people;
    private Map<String, String> ids;
    private Upstream upstream;
    private Asking asking;
    private int asked;

    @BeforeAll
    void signEverybodyIn() {
        upstream = Upstream.of(environment);
        people = new LinkedHashMap<>();
        people.put("stranger", Wire.stranger(port));
        ROLES.stream().skip(1).forEach(name -> people.put(name, Wire.signedIn(port, name)));
        asking = new Asking(people.get("engineer"), people.get("admin"));
        ids = Map.of(
                "endpoints", upstream.endpointId("prod", "acme-lake"),
                "connections", upstream.connectionId("prod", "Contoso stores (PostgreSQL)"),
                "acts", "11111111-2222-3333-4444-555555555555",
                "drifts", "11111111-2222-3333-4444-555555555555",
                "requests", asking.ask("prod", "asked for the routes").replaceAll(".*/", ""));
        people.get("admin").post("/s/prod/check", Map.of());
    }

    /** Others look at lists of the same portal. */
    @AfterAll
    void tidy() {
        jdbc.update("delete from endpoint_request where name like 'route %' or name in ('changed', 'asked for the routes')");
    }

    @Test
    void everyRouteHasItsAnswerForEveryRole() {
        Map<String, List<Integer>> found = routes().stream()
                .collect(toMap(route -> route, route -> people.values().stream()
                        .map(person -> call(person, route).statusCode())
                        .toList()));

        assertThat(found).containsExactlyInAnyOrderEntriesOf(TABLE);
    }

    /** And whoever is refused has changed nothing. */
    @Test
    void wholeFormOfARequestHasItsAnswerForEveryRole() {
        upstream.forget();
        for (Whole whole : WHOLE) {
            List<Integer> found = new ArrayList<>();
            people.forEach((name, person) -> {
                String path = whole.draft() ? draft() : asking.ask("prod", "route " + asked++);
                String before = stored(path);
                int status = whole.method().equals("GET")
                        ? person.get(path + whole.end()).statusCode()
                        : person.post(path + whole.end(), whole.form()).statusCode();
                found.add(status);
                if (status >= 400) {
                    assertThat(stored(path)).as(whole + " as " + name).isEqualTo(before);
                }
            });
            assertThat(found).as(whole.toString()).isEqualTo(whole.statuses());
        }
        assertThat(upstream.seen("POST", Upstream.CONNECTORS)).isEmpty();
    }

    private String draft() {
        return asking.draft("prod", Asking.form("route " + asked++));
    }

    private String stored(String path) {
        return jdbc.queryForMap("select * from endpoint_request where id = ?", path.replaceAll(".*/", "")).toString();
    }

    @Test
    void formWithoutItsTokenIsRefusedWithAPage() {
        for (String route : routes()) {
            if (route.startsWith("POST")) {
                String path = path(route);
                HttpResponse<String> none = people.get("admin").send("POST", path, "step=" + step(route));
                HttpResponse<String> wrong =
                        people.get("admin").send("POST", path, "step=" + step(route) + "&_csrf=" + people.get("engineer").token());

                assertThat(List.of(none, wrong)).as(route).allSatisfy(RouteTests::isRefusedWithAPage);
            }
        }
    }

    @Test
    void signOutWithoutItsTokenIsRefused() {
        isRefusedWithAPage(people.get("admin").send("POST", "/sign-out", ""));
        assertThat(people.get("admin").get("/").statusCode()).isEqualTo(200);
    }

    private static void isRefusedWithAPage(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Wire.page(answer).select("h1").text()).isEqualTo("You may not do that");
    }

    @Test
    void otherMethodsAreNotPossible() {
        Wire admin = people.get("admin");
        for (String route : routes()) {
            for (String method : List.of("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")) {
                var answer = admin.send(method, path(route), null, "X-CSRF-TOKEN", admin.token());
                if (method.equals("OPTIONS") && answer.statusCode() == 200) {
                    assertThat(answer.body()).isEmpty();
                } else {
                    assertThat(answer.statusCode()).as(method + " " + route).isBetween(400, 405);
                }
            }
        }
    }

    @Test
    void headTellsNobodyMoreThanGet() {
        for (String route : routes()) {
            if (route.startsWith("GET")) {
                people.forEach((name, person) -> assertThat(person.send("HEAD", path(route), null).statusCode())
                        .as("HEAD " + route + " as " + name)
                        .isEqualTo(person.get(path(route)).statusCode()));
            }
        }
    }

    @Test
    void whatHasNoRuleIsRefused() {
        Set<String> unknown = Set.of(
                "/nothing", "/admin", "/actuator", "/actuator/env", "/actuator/heapdump", "/actuator/loggers",
                "/simulator/faults", "/simulator/requests", "/h2-console", "/h2-console/", "/azure", "/ims/token/v3",
                "/s", "/s/", "/audit/1", "/status", "/.well-known/openid-configuration", "/WEB-INF/web.xml",
                "/application.yml", "/templates/page/error.html", "/login", "/logout", "/webjars/x.js", "/swagger-ui.html",
                "/error/", "/assets", "/endpoints", "/requests", "/live", "/check", "/notices/1", "/authorized", "/authorized/ims");
        people.forEach((name, person) -> assertThat(unknown).allSatisfy(path -> {
            HttpResponse<String> answer = person.get(path);
            if (name.equals("stranger") && answer.statusCode() == 302) {
                assertThat(Wire.location(answer)).as(path).endsWith("/sign-in");
            } else {
                assertThat(answer.statusCode()).as(path + " as " + name).isIn(403, 404);
                assertThat(Wire.page(answer).select("h1")).as(path).hasSize(1);
            }
        }));
    }

    @Test
    void unknownPlaceInASandboxIsNotFound() {
        for (String path : List.of("/s/prod/nothing", "/s/prod/", "/s/nowhere", "/s/nowhere/endpoints", "/s/PROD",
                "/s/staging-new", "/s/staging-new/endpoints", "/s/prod/endpoints/x/y", "/s/prod/endpoints/nothing",
                "/s/prod/connections/nothing", "/s/prod/connections/nothing/diagnosis", "/s/prod/connections/nothing/case",
                "/s/prod/endpoints/nothing/case", "/s/nowhere/support", "/s/dev/connections/" + ids.get("connections"),
                "/s/dev/endpoints/" + ids.get("endpoints"), "/s/dev/endpoints/" + ids.get("endpoints") + "/delete",
                "/s/prod/requests/nothing", "/s/prod/requests/nothing/check", "/s/prod/requests/nothing/edit",
                "/s/prod/requests/nothing/state", "/s/dev/requests/" + ids.get("requests"),
                "/s/dev/requests/" + ids.get("requests") + "/state", "/s/staging-new/requests",
                "/s/prod/endpoints/new?copyRequest=nothing", "/s/prod/endpoints/new?copyEndpoint=nothing",
                "/s/dev/endpoints/new?copyRequest=" + ids.get("requests"))) {
            HttpResponse<String> answer = people.get("admin").get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(Wire.page(answer).select("h1").text()).as(path).isEqualTo("Not found");
        }
    }

    @Test
    void healthTellsNoDetails() {
        assertThat(people.get("stranger").get("/actuator/health", "Accept", "application/json").body())
                .contains("\"status\":\"UP\"")
                .doesNotContain("components", "db", "version", "diskSpace");
    }

    @Test
    void pagesErrorsAndRedirectsCarryTheSecurityHeaders() {
        Wire admin = people.get("admin");
        Map<String, HttpResponse<String>> answers = new LinkedHashMap<>();
        answers.put("page", admin.get("/s/prod"));
        answers.put("error page", admin.get("/s/prod/nothing"));
        answers.put("denied", people.get("support").get("/s/prod/endpoints/new"));
        answers.put("request", admin.get("/s/prod/requests/" + ids.get("requests")));
        answers.put("part of a page", admin.get("/s/prod/requests/" + ids.get("requests") + "/state"));
        answers.put("redirect after an act", people.get("engineer").post(draft() + "/check", Map.of("step", "discard")));
        answers.put("refused form", admin.send("POST", "/theme", ""));
        answers.put("redirect to sign-in", people.get("stranger").get("/s/prod"));
        answers.put("redirect after a form", admin.post("/theme", Map.of("theme", "dark")));
        answers.put("sign-in page", people.get("stranger").get("/sign-in"));
        answers.put("missing asset", people.get("stranger").get("/assets/nothing.css"));

        assertThat(answers).allSatisfy((what, answer) -> {
            hasSecurityHeaders(what, answer);
            assertThat(Wire.all(answer, "Cache-Control")).as(what).singleElement().asString().contains("no-store");
        });
    }

    @Test
    void addressThatTheFirewallRefusesGetsAPage() {
        for (String path : List.of("/s/prod/endpoints/a;b", "/s/prod/endpoints/a%3Bb", "/s/prod/endpoints/%2e%2e%3b",
                "/s/prod/endpoints/a%0d%0ab", "/s//prod", "//evil.example/s/prod", "/s/prod/endpoints/a%25b")) {
            HttpResponse<String> answer = people.get("admin").get(path);
            assertThat(answer.statusCode()).as(path).isIn(400, 404);
            assertThat(Wire.page(answer).select("h1")).as(path).hasSize(1);
            assertThat(answer.body()).as(path).doesNotContain("Exception", "at org.", "evil.example");
        }
    }

    @Test
    void assetsAreKeptAndCarryTheSecurityHeaders() {
        var page = Wire.page(people.get("stranger").get("/sign-in"));
        List<String> assets = Stream.concat(
                        page.select("link[href]").eachAttr("href").stream(),
                        page.select("script[src]").eachAttr("src").stream())
                .toList();

        assertThat(assets).hasSizeGreaterThan(3).allSatisfy(path -> {
            HttpResponse<String> asset = people.get("stranger").get(path);
            assertThat(asset.statusCode()).as(path).isEqualTo(200);
            assertThat(path).matches(".*-[0-9a-f]{32}\\.(css|js|svg)");
            assertThat(Wire.all(asset, "Cache-Control")).singleElement().asString().contains("max-age=31536000", "public");
            assertThat(Wire.all(asset, "Set-Cookie")).isEmpty();
            hasSecurityHeaders(path, asset);
        });
    }

    private static void hasSecurityHeaders(String what, HttpResponse<String> answer) {
        assertThat(Wire.all(answer, CSP)).as(what).singleElement().asString()
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'")
                .doesNotContain("unsafe-", "*", "data:");
        assertThat(Wire.all(answer, "X-Content-Type-Options")).as(what).containsExactly("nosniff");
        assertThat(Wire.all(answer, "Referrer-Policy")).as(what).containsExactly("same-origin");
        assertThat(Wire.all(answer, "Cross-Origin-Opener-Policy")).as(what).containsExactly("same-origin");
        assertThat(Wire.all(answer, "Permissions-Policy")).as(what).singleElement().asString().contains("camera=()");
        assertThat(Wire.all(answer, "X-Frame-Options")).as(what).containsExactly("DENY");
        assertThat(Wire.all(answer, "Server")).as(what).isEmpty();
        assertThat(Wire.all(answer, "X-Powered-By")).as(what).isEmpty();
    }

    /** Method, pattern and needed parameter of everything that the portal's controllers map. */
    private List<String> routes() {
        Set<String> routes = new TreeSet<>();
        for (RequestMappingInfo info : requestMappingHandlerMapping.getHandlerMethods().keySet()) {
            for (String pattern : info.getPatternValues()) {
                // The API's have a table of their own: see ApiRouteTests.
                if (!pattern.equals("/error") && !pattern.startsWith("/api/")) {
                    assertThat(info.getMethodsCondition().getMethods()).as(pattern).isNotEmpty();
                    String needed = info.getParamsCondition().getExpressions().stream()
                            .map(each -> " " + each)
                            .reduce("", String::concat);
                    info.getMethodsCondition().getMethods().forEach(method -> routes.add(method + " " + pattern + needed));
                }
            }
        }
        return new ArrayList<>(routes);
    }

    private HttpResponse<String> call(Wire person, String route) {
        return route.startsWith("GET")
                ? person.get(path(route))
                : person.post(path(route), Map.of("step", step(route)));
    }

    private String path(String route) {
        String pattern = route.split(" ")[1].replace("{sandbox}", "prod");
        String path = pattern.contains("{id}") ? pattern.replace("{id}", ids.get(pattern.split("/")[3])) : pattern;
        if (route.contains(" copyRequest")) {
            return path + "?copyRequest=" + ids.get("requests");
        }
        return route.contains(" copyEndpoint") ? path + "?copyEndpoint=" + ids.get("endpoints") : path;
    }

    private static String step(String route) {
        return route.contains("step=") ? route.substring(route.indexOf("step=") + 5) : "";
    }

    private static Map.Entry<String, List<Integer>> route(String route, Integer... statuses) {
        return Map.entry(route, List.of(statuses));
    }
}
