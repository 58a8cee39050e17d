package org.privatelink.portal;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.sandbox.Sandbox;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.security.web.FilterChainProxy;
import org.springframework.web.servlet.handler.AbstractUrlHandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Every route and every role: who gets where, and with what headers. A route that is not in {@code docs/routes.md} fails.
 */
@ClosedPortalTest
@TestInstance(Lifecycle.PER_CLASS)
class RouteTests {

    private static final List<String> ROLES = RouteTable.PEOPLE;
    private static final String ABSENT = "22222222-2222-3333-4444-555555555555";

    /** Those filters of Spring Security that answer by themselves, and where; all others only look or refuse. */
    private static final Map<String, String> ANSWERING = Map.of(
            "OAuth2AuthorizationRequestRedirectFilter", "GET /oauth2/authorization/ims",
            "OAuth2LoginAuthenticationFilter", "GET /login/oauth2/code/ims",
            "OAuth2AuthorizationCodeGrantFilter", "GET /authorized/azure",
            "OAuth2ProtectedResourceMetadataFilter", "GET /.well-known/oauth-protected-resource",
            "LogoutFilter", "POST /sign-out");

    private static final Set<String> LOOKING = Set.of(
            "ActingFilter", "AnonymousAuthenticationFilter", "AuthorizationFilter", "BadTokens", "BearerTokenAuthenticationFilter",
            "CsrfFilter", "DisableEncodeUrlFilter", "ExceptionTranslationFilter", "Keeper", "LimitFilter",
            "OtherSites", "RequestCacheAwareFilter", "SecurityContextHolderAwareRequestFilter", "SecurityContextHolderFilter",
            "SessionLimits", "SessionManagementFilter", "SignInFilter", "StepUp", "WebAsyncManagerIntegrationFilter",
            "DefaultResourcesFilter");

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
    List<RequestMappingInfoHandlerMapping> mappings;

    @Autowired
    List<AbstractUrlHandlerMapping> files;

    @Autowired
    FilterChainProxy security;

    @Autowired
    JdbcTemplate jdbc;

    private Map<String, Wire> people;
    private Map<String, String> ids;
    private Map<String, String> idsOfOthers;
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
                "acts", act("prod"),
                "drifts", drift("prod"),
                "requests", asking.ask("prod", "asked for the routes").replaceAll(".*/", ""));
        idsOfOthers = Map.of(
                "endpoints", upstream.endpoints("dev").get(0).path("id").asString(),
                "connections", upstream.connections("dev").get(0).path("id").asString(),
                "acts", act("dev"),
                "drifts", drift("dev"),
                "requests", moved(asking.ask("prod", "asked for in dev").replaceAll(".*/", ""), "dev"));
        people.get("admin").post("/s/prod/check", Map.of());
        upstream.authoringIsOn("prod");
    }

    private String moved(String request, String sandbox) {
        jdbc.update("update endpoint_request set sandbox = ? where id = ?", sandbox, request);
        return request;
    }

    /** One that was done at Platform, and has a page of its own. */
    private String act(String sandbox) {
        String submission = UUID.randomUUID().toString();
        people.get("admin").post("/s/prod/authoring", Map.of("preset", "60", "submission", submission));
        jdbc.update("update activity set sandbox = ? where submission = ?", sandbox, submission);
        return jdbc.queryForObject("select id from activity where submission = ?", String.class, submission);
    }

    private String drift(String sandbox) {
        String id = UUID.randomUUID().toString();
        jdbc.update("insert into watch_change (id, sandbox, endpoint_id, seen_at, drift) values (?, ?, 'gone', now(), true)", id, sandbox);
        jdbc.update("insert into watch_drift (change_id, sandbox, endpoint_id, name) values (?, ?, 'gone', 'gone')", id, sandbox);
        return id;
    }

    /** In a sandbox of others as in one that is not there, and Platform is not even asked about it. */
    @Test
    void everyRouteHasItsAnswerForEveryRole() {
        upstream.forget();
        Map<String, List<String>> found = new TreeMap<>();
        for (String route : routes()) {
            List<String> row = new ArrayList<>();
            people.values().forEach(person -> row.add(status(call(person, route, "prod", ids))));
            RouteTable.PEOPLE_ELSEWHERE.forEach(name -> row.add(elsewhere(people.get(name), route)));
            found.put(route, row);
            if (route.contains("{sandbox}")) {
                assertThat(List.of(elsewhere(people.get("stranger"), route), elsewhere(people.get("nobody"), route)))
                        .as(route)
                        .isEqualTo(row.subList(0, 2));
                isAlike(route, call(people.get("admin"), route, "dev", idsOfOthers), call(people.get("admin"), route, "missing", idsOfOthers));
            }
        }

        RouteTable.tells("Pages", found);
        assertThat(upstream.seenIn("dev")).isEmpty();
    }

    private String elsewhere(Wire person, String route) {
        return route.contains("{sandbox}") ? status(call(person, route, "dev", idsOfOthers)) : "–";
    }

    private static String status(HttpResponse<String> answer) {
        return String.valueOf(answer.statusCode());
    }

    /** A server closes a connection now and then. */
    private static Set<String> headers(HttpResponse<String> answer) {
        return answer.headers().map().keySet().stream().filter(name -> !name.equals("connection")).collect(toSet());
    }

    private static void isAlike(String what, HttpResponse<String> hidden, HttpResponse<String> absent) {
        assertThat(status(hidden)).as(what).isEqualTo(status(absent));
        assertThat(headers(hidden)).as(what).isEqualTo(headers(absent));
        assertThat(bare(hidden)).as(what).isEqualTo(bare(absent)).doesNotContain("Development");
    }

    /** Without what stands in the address, and what is new in every answer. */
    private static String bare(HttpResponse<String> answer) {
        return answer.body()
                .replaceAll("name=\"_csrf\" value=\"[^\"]*\"", "")
                .replaceAll("nonce[-=]\"?[\\w+/=-]+", "")
                .replaceAll("(datetime|data-left|data-left-at-most)=\"[^\"]*\"", "$1")
                .replaceAll("/s/(dev|missing)\\b", "/s/it")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\w*", "id");
    }

    /** Where a sandbox stands in the path, the handler takes it from there and nowhere else. */
    @Test
    void everyHandlerInASandboxIsHeldToIt() {
        mappings.forEach(mapping -> mapping.getHandlerMethods().forEach((info, handler) -> {
            if (info.getPatternValues().stream().anyMatch(pattern -> pattern.contains("{sandbox}"))) {
                assertThat(handler.getMethod().getParameterTypes()).as(info.toString()).contains(Sandbox.class);
            }
        }));
    }

    /** Spellings of a sandbox that is open open no other one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/s/DEV", "/s/Dev/endpoints", "/s/dev%20", "/s/dev.", "/s/dev%2e", "/s/d%65v", "/s/%64%65%76/requests", "/s/dev%00", "/s/dev%0a",
                "/s/dev;x", "/s/prod;/../dev", "/s/prod/../dev", "/s/prod/%2e%2e/dev", "/s/prod/..;/dev", "/s/prod/..%2fdev", "/s/prod%2f..%2fdev",
                "/s/prod%252f..%252fdev", "/s/prod\\..\\dev", "/s/prod%5c..%5cdev", "/s/prod,dev", "/s/prod%2Cdev/endpoints", "/s/dev%E2%80%8B",
                "/s/d%D0%B5v", "/s/%EF%BD%84%EF%BD%85%EF%BD%96", "/s/*", "/s/%2A", "/s/**", "/s//dev", "//s/dev", "/S/dev", "/./s/dev", "/s/./dev",
                "/s/dev/", "/s/dev//endpoints", "/s/prod?sandbox=dev", "/s/dev?sandbox=prod", "/s/dev%23prod", "/s/dev%3Fprod", "/s/prod@dev",
                "http://127.0.0.1/s/dev", "/s/{sandbox}", "/s/%7Bsandbox%7D"
            })
    void spellingOpensNoOtherSandbox(String target) throws IOException {
        upstream.forget();
        String answer = people.get("engineer").literally("GET", target);

        assertThat(answer).doesNotContain("Development", idsOfOthers.get("endpoints"), idsOfOthers.get("connections"));
        if (!target.startsWith("/s/prod?")) {
            assertThat(answer).containsPattern("^HTTP/1.1 (400|403|404) ");
        }
        assertThat(upstream.seenIn("dev")).isEmpty();
    }

    /** Its id in one's own sandbox says nothing, whatever is to be done with it. */
    @Test
    void thingOfOthersIsNotThere() {
        upstream.forget();
        for (String route : routes()) {
            if (route.contains("{id}")) {
                HttpResponse<String> hidden = whole(people.get("admin"), route, idsOfOthers);
                isAlike(route, hidden, whole(people.get("admin"), route, nothing()));
                assertThat(hidden.statusCode()).as(route).isEqualTo(404);
                assertThat(whole(people.get("engineer"), route, idsOfOthers).statusCode()).as(route).isIn(403, 404);
            }
        }
        for (String copy : List.of("copyRequest=" + idsOfOthers.get("requests"), "copyEndpoint=" + idsOfOthers.get("endpoints"))) {
            assertThat(people.get("engineer").get("/s/prod/endpoints/new?" + copy).statusCode()).as(copy).isEqualTo(404);
        }
        assertThat(upstream.seenIn("dev")).isEmpty();
    }

    private Map<String, String> nothing() {
        return ids.keySet().stream().collect(toMap(kind -> kind, kind -> ABSENT));
    }

    /** With all that any form of a thing may need. */
    private HttpResponse<String> whole(Wire person, String route, Map<String, String> of) {
        Map<String, String> form = new HashMap<>(Asking.rejection(1, "no"));
        form.putAll(Map.of("step", step(route), "submission", UUID.randomUUID().toString(), "name", "x", "etag", "\"1\"", "minutes", "60",
                "preset", "60", "source", "azure-blob"));
        return route.startsWith("GET") ? person.get(path(route, "prod", of)) : person.post(path(route, "prod", of), form);
    }

    @Test
    void sandboxesOfOthersAreNamedNowhere() {
        Wire admin = people.get("admin");
        upstream.forget();
        for (String path : List.of("/", "/?choose=true", "/notices", "/notices?format=json", "/s/prod", "/s/prod/requests", "/s/prod/support?q=acme",
                "/s/prod/support?q=" + idsOfOthers.get("connections"), "/s/prod/requests/" + ids.get("requests"), "/s/prod/cleanup")) {
            HttpResponse<String> answer = admin.get(path);
            assertThat(answer.statusCode()).as(path).isIn(200, 303);
            assertThat(answer.body()).as(path).doesNotContain("Development", "/s/dev", ">dev<", "\"dev\"");
        }
        assertThat(Wire.location(admin.get("/support?q=x", "Cookie", "last-sandbox=dev"))).contains("/s/prod/");
        assertThat(upstream.seenIn("dev")).isEmpty();
    }

    /** A filter that is new here may answer somewhere, and somebody has to say where and to whom. */
    @Test
    void filtersAnswerWhereTheTableSays() {
        Set<String> present = security.getFilterChains().stream()
                .flatMap(chain -> chain.getFilters().stream())
                .map(filter -> filter.getClass().getSimpleName())
                .collect(toSet());
        assertThat(present).isSubsetOf(Stream.concat(ANSWERING.keySet().stream(), LOOKING.stream()).toList());

        Map<String, List<String>> found = new TreeMap<>();
        ANSWERING.values().forEach(route -> found.put(route, ROLES.stream()
                .map(name -> status(filtered(route, name)))
                .toList()));
        RouteTable.tells("Filters", found);
    }

    private HttpResponse<String> filtered(String route, String name) {
        String path = route.split(" ")[1];
        if (route.startsWith("GET")) {
            return people.get(name).get(path);
        }
        // It ends a session: one that nobody else needs.
        Wire person = name.equals("stranger") ? people.get(name) : Wire.signedIn(port, name);
        return person.post(path, Map.of());
    }

    @Test
    void filesAndHealthAreAllThatEverybodyMaySee() {
        Map<String, List<String>> found = new TreeMap<>();
        for (String route : files()) {
            String path = route.split(" ")[1].replace("**", "nothing").replace("{*path}", "nothing");
            found.put(route, people.values().stream().map(person -> status(person.get(path, "Accept", "*/*"))).toList());
        }

        RouteTable.tells("Files and health", found);
    }

    private List<String> files() {
        Stream<String> urls = files.stream()
                .flatMap(mapping -> mapping.getHandlerMap().keySet().stream())
                .map("GET "::concat);
        Stream<String> open = Stream.of("GET /assets/**", "GET /favicon.ico");
        Stream<String> actuator = RouteTable.routes(mappings).stream().filter(route -> route.contains(" /actuator"));
        return Stream.of(urls, open, actuator)
                .flatMap(some -> some)
                .distinct()
                .sorted()
                .toList();
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
            if (route.startsWith("POST") && !route.contains("back-channel")) {
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

    /** The second line behind the token: even with it, nothing that another site's page has the browser send. */
    @Test
    void formOfAnotherSiteIsRefusedWithAPage() {
        Wire admin = people.get("admin");
        for (String route : routes()) {
            if (route.startsWith("POST")) {
                isRefusedWithAPage(admin.post(path(route), Map.of("step", step(route)), "Sec-Fetch-Site", "cross-site"));
            }
        }
        for (String site : List.of("cross-site", "same-site", "nonsense")) {
            isRefusedWithAPage(admin.post("/theme", Map.of(), "Sec-Fetch-Site", site));
            isRefusedWithAPage(admin.post("/sign-out", Map.of(), "Sec-Fetch-Site", site));
        }
        for (String site : List.of("same-origin", "none")) {
            assertThat(admin.post("/theme", Map.of(), "Sec-Fetch-Site", site).statusCode()).isEqualTo(303);
        }
        assertThat(admin.get("/s/prod/guide", "Sec-Fetch-Site", "cross-site").statusCode()).isEqualTo(200);
    }

    private static void isRefusedWithAPage(HttpResponse<String> answer) {
        AnswerHeaders.areWhole(answer.uri().getPath(), answer);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Wire.page(answer).select("h1").text()).isEqualTo("You may not do that");
    }

    @Test
    void otherMethodsAreNotPossible() {
        Wire admin = people.get("admin");
        for (String path : routes().stream().map(this::path).distinct().toList()) {
            for (String method : List.of("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND")) {
                var answer = admin.send(method, path, null, "X-CSRF-TOKEN", admin.token());
                AnswerHeaders.areWhole(method + " " + path, answer);
                assertThat(answer.body()).doesNotContain(admin.session());
                if (method.equals("OPTIONS") && answer.statusCode() == 200) {
                    assertThat(answer.body()).isEmpty();
                } else {
                    assertThat(answer.statusCode()).as(method + " " + path).isBetween(400, 405);
                }
            }
        }
    }

    /** What a role may see is refused or passed on before the thing itself is looked for: that one sees it is enough. */
    @Test
    void headTellsNobodyMoreThanGet() throws IOException {
        for (Map.Entry<String, List<String>> told : RouteTable.under("Pages").entrySet()) {
            String route = told.getKey();
            List<String> row = told.getValue();
            if (route.startsWith("GET")) {
                isHead(route, people.get("admin").literally("HEAD", path(route)), row.get(ROLES.indexOf("admin")));
                for (int i = 0; i < ROLES.size() && route.contains("{sandbox}"); i++) {
                    String status = i < 2 ? row.get(i) : row.get(ROLES.size() + i - 2);
                    isHead(route, people.get(ROLES.get(i)).literally("HEAD", path(route, "dev", idsOfOthers)), status);
                }
            }
        }
    }

    /** With nothing after it. */
    private static void isHead(String route, String answer, String status) {
        assertThat(answer).as("HEAD " + route).startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("\r\nContent-Security-Policy: ");
        assertThat(answer.indexOf("\r\n\r\n")).as("HEAD " + route).isEqualTo(answer.length() - 4);
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
                AnswerHeaders.areWhole(path, answer);
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
                "/s/prod/endpoints/nothing/case", "/s/nowhere/support", "/s/prod/requests/nothing", "/s/prod/requests/nothing/check",
                "/s/prod/requests/nothing/edit", "/s/prod/requests/nothing/state", "/s/staging-new/requests",
                "/s/prod/endpoints/new?copyRequest=nothing", "/s/prod/endpoints/new?copyEndpoint=nothing")) {
            HttpResponse<String> answer = people.get("admin").get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(404);
            assertThat(Wire.page(answer).select("h1").text()).as(path).isEqualTo("Not found");
        }
    }

    @Test
    void healthTellsNoDetails() {
        AnswerHeaders.areWhole("health", people.get("stranger").get("/actuator/health", "Accept", "application/json"));
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
            AnswerHeaders.areWhole(what, answer);
            assertThat(Wire.all(answer, "Cache-Control")).as(what).singleElement().asString().contains("no-store");
        });
    }

    @Test
    void everythingThatAPageLoadsBearsItsNonce() {
        for (String path : List.of("/s/prod", "/s/prod/nothing", "/api", "/s/prod/endpoints/" + ids.get("endpoints") + "/state")) {
            HttpResponse<String> page = people.get("admin").get(path);
            var loaded = Wire.page(page).select("script, link[rel=stylesheet]");

            assertThat(loaded.isEmpty()).as(path).isEqualTo(path.endsWith("/state"));
            assertThat(loaded).as(path).allSatisfy(each -> assertThat(each.attr("nonce"))
                    .isEqualTo(AnswerHeaders.nonce(Wire.all(page, "Content-Security-Policy").get(0))));
        }
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
            AnswerHeaders.areWhole(path, asset);
        });
    }

    /** Those of pages: the API's have a table of their own, see ApiRouteTests. */
    private List<String> routes() {
        return RouteTable.routes(mappings).stream()
                .filter(route -> !route.contains(" /api/") && !route.contains(" /actuator"))
                .toList();
    }

    private HttpResponse<String> call(Wire person, String route, String sandbox, Map<String, String> of) {
        HttpResponse<String> answer = route.startsWith("GET")
                ? person.get(path(route, sandbox, of))
                : person.post(path(route, sandbox, of), Map.of("step", step(route), "person", "nobody"));
        AnswerHeaders.areWhole(route, answer);
        return answer;
    }

    private String path(String route) {
        return path(route, "prod", ids);
    }

    private static String path(String route, String sandbox, Map<String, String> of) {
        String pattern = route.split(" ")[1].replace("{sandbox}", sandbox);
        String path = pattern.contains("{id}") ? pattern.replace("{id}", of.get(pattern.split("/")[3])) : pattern;
        if (route.contains(" copyRequest")) {
            return path + "?copyRequest=" + of.get("requests");
        }
        if (route.contains(" copyEndpoint")) {
            return path + "?copyEndpoint=" + of.get("endpoints");
        }
        return route.endsWith(" format") ? path + "?format=csv&kind=rejected" : path;
    }

    private static String step(String route) {
        return route.contains("step=") ? route.substring(route.indexOf("step=") + 5) : "";
    }
}
