package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.web.util.UriComponentsBuilder;

/** Coming, going, and where neither may lead. */
@PortalTest
class SignInTests {

    @LocalServerPort
    int port;

    @Test
    void authorizationRequestIsBoundToThisBrowser() {
        HttpResponse<String> first = Wire.stranger(port).get("/oauth2/authorization/ims");
        HttpResponse<String> second = Wire.stranger(port).get("/oauth2/authorization/ims");

        Map<String, String> asked = parameters(first);
        assertThat(first.statusCode()).isEqualTo(302);
        assertThat(asked)
                .containsEntry("response_type", "code")
                .containsEntry("code_challenge_method", "S256")
                .containsKeys("code_challenge", "state", "nonce", "redirect_uri")
                .doesNotContainKeys("client_secret", "code_verifier");
        assertThat(asked.get("state")).hasSizeGreaterThan(30);
        assertThat(asked.get("nonce")).hasSizeGreaterThan(30).isNotEqualTo(asked.get("state"));
        assertThat(parameters(second).get("state")).isNotEqualTo(asked.get("state"));
        assertThat(parameters(second).get("code_challenge")).isNotEqualTo(asked.get("code_challenge"));
    }

    @Test
    void onlyPeopleSignInByTheBrowser() {
        HttpResponse<String> answer = Wire.stranger(port).get("/oauth2/authorization/platform");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(Wire.location(answer)).endsWith("/sign-in");
        assertThat(answer.body()).doesNotContain("platform-demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?code=stolen&state=invented", "?code=stolen", "?state=x", "?error=access_denied&state=x", ""})
    void answerThatWasNotAskedForSignsNobodyIn(String query) {
        Visitor visitor = Visitor.nobody(port);

        visitor.get("/login/oauth2/code/ims" + query);

        assertThat(visitor.page().select("h1").text()).isEqualTo("Sign in");
        visitor.get("/s/prod");
        assertThat(visitor.address()).endsWith("/sign-in");
    }

    @Test
    void sessionIsAnotherAfterSigningIn() {
        Visitor visitor = Visitor.nobody(port);
        visitor.get("/oauth2/authorization/ims");
        String before = visitor.cookie("PORTALSESSION");

        visitor.submit(visitor.form("form[method=post]"), Map.of("username", "support", "password", "support"));

        assertThat(before).isNotEmpty();
        assertThat(visitor.cookie("PORTALSESSION")).isNotEmpty().isNotEqualTo(before);
        assertThat(home(before).statusCode()).isEqualTo(302);
        assertThat(home(visitor.cookie("PORTALSESSION")).statusCode()).isEqualTo(200);
    }

    @Test
    void sessionNamedByAnAttackerIsNotTakenOver() {
        HttpResponse<String> answer =
                Wire.stranger(port).get("/oauth2/authorization/ims", "Cookie", "PORTALSESSION=QXR0YWNrZXI");

        assertThat(Wire.all(answer, "Set-Cookie")).anySatisfy(cookie -> assertThat(cookie)
                .startsWith("PORTALSESSION=")
                .doesNotContain("QXR0YWNrZXI")
                .contains("HttpOnly", "SameSite=Lax", "Path=/"));
    }

    @Test
    void wrongPasswordSignsNobodyIn() {
        Visitor visitor = Visitor.nobody(port);
        visitor.get("/oauth2/authorization/ims");
        visitor.submit(visitor.form("form[method=post]"), Map.of("username", "admin", "password", "engineer"));

        visitor.get("/s/prod");

        assertThat(visitor.address()).endsWith("/sign-in");
    }

    @Test
    void whoWasOnTheWaySomewhereArrivesThere() {
        Visitor visitor = Visitor.nobody(port);
        visitor.get("/s/prod/endpoints?state=pending");
        visitor.get("/oauth2/authorization/ims");
        visitor.submit(visitor.form("form[method=post]"), Map.of("username", "support", "password", "support"));

        assertThat(visitor.address()).endsWith("/s/prod/endpoints?state=pending");
    }

    @Test
    void signingOutEndsThisSessionAndTheProvidersToo() {
        Visitor visitor = Visitor.signedIn(port, "engineer");
        String cookie = visitor.cookie("PORTALSESSION");
        assertThat(home(cookie).statusCode()).isEqualTo(200);

        visitor.submit(visitor.form("form[action=/sign-out]"), Map.of());

        assertThat(visitor.address()).startsWith("http://127.0.0.1:" + port + "/signed-out");
        assertThat(visitor.page().text()).contains("You are signed out.");
        assertThat(home(cookie).statusCode()).isEqualTo(302);
        visitor.get("/oauth2/authorization/ims");
        assertThat(visitor.page().select("input[type=password]")).hasSize(1);
    }

    @Test
    void signingOutByALinkDoesNothing() {
        Visitor visitor = Visitor.signedIn(port, "support");

        visitor.get("/sign-out");
        visitor.get("/s/prod");

        assertThat(visitor.status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//evil.example", "https://evil.example/", "http:evil.example", "/\\evil.example", "\\\\evil.example",
                "/\t/evil.example", "/\r\nLocation: https://evil.example", "/\r\n\r\n<script>", "javascript:alert(1)",
                "evil.example", "@evil.example", "///evil.example", "/ /evil.example", "/\u0000/evil.example",
                "data:text/html,x", " //evil.example", "/s/prod\nSet-Cookie: a=b", "/{0}<b>", "/s/${7*7}", "\uFF0F/evil.example"
            })
    void themeLeadsNowhereElse(String where) {
        HttpResponse<String> answer = Wire.signedIn(port, "support").post("/theme", Map.of("theme", "dark", "return", where));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(URI.create(Wire.location(answer)).getPath()).isEqualTo("/");
        assertThat(Wire.location(answer)).isIn("/", "http://127.0.0.1:" + port + "/");
        assertThat(Wire.all(answer, "Set-Cookie")).allSatisfy(cookie -> assertThat(cookie).doesNotContain("a=b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/s/prod/endpoints?state=pending&q=a%20b", "/s/prod", "/"})
    void themeLeadsBackToThePage(String where) {
        HttpResponse<String> answer = Wire.signedIn(port, "support").post("/theme", Map.of("theme", "dark", "return", where));

        assertThat(Wire.location(answer)).endsWith(where);
        assertThat(Wire.all(answer, "Set-Cookie")).anySatisfy(cookie -> assertThat(cookie).startsWith("theme=dark;"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"dark; Domain=evil.example", "\"><script>", "DARK", ""})
    void unknownThemeIsTheUsualOne(String theme) {
        HttpResponse<String> answer = Wire.signedIn(port, "support").post("/theme", Map.of("theme", theme));

        assertThat(Wire.all(answer, "Set-Cookie")).anySatisfy(cookie -> assertThat(cookie).startsWith("theme=auto;"));
    }

    @Test
    void cookiesOfTheBrowserAreNotTrusted() {
        Wire support = Wire.signedIn(port, "support");
        for (String cookie : new String[] {"theme=\"><script>", "last-sandbox=../../evil", "last-sandbox=//evil.example",
                "last-sandbox=%2e%2e", "last-sandbox=staging-new", "theme=" + "x".repeat(3000)}) {
            HttpResponse<String> answer = support.get("/", "Cookie", "PORTALSESSION=" + support.session() + "; " + cookie);
            assertThat(answer.statusCode()).as(cookie).isEqualTo(200);
            assertThat(answer.body()).as(cookie).doesNotContain("<script>", "evil", "xxx");
        }
    }

    private HttpResponse<String> home(String session) {
        return Wire.stranger(port).get("/", "Cookie", "PORTALSESSION=" + session);
    }

    private static Map<String, String> parameters(HttpResponse<String> redirect) {
        Map<String, String> parameters = new HashMap<>();
        UriComponentsBuilder.fromUriString(Wire.location(redirect))
                .build()
                .getQueryParams()
                .forEach((name, values) -> parameters.put(name, values.get(0)));
        return parameters;
    }
}
