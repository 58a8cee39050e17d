package org.privatelink.portal.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.privatelink.portal.simulator.RunningSimulator.AUTHORING;
import static org.privatelink.portal.simulator.RunningSimulator.encode;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulatorSignInTests {

    @RegisterExtension
    static final RunningSimulator simulator = RunningSimulator.forAll();
    // The pair of RFC 7636, appendix B.
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    @ParameterizedTest
    @ValueSource(strings = {"openid,AdobeID,read_organizations", "openid AdobeID", "openid, session"})
    void tokenScopesMayBeSeparatedByCommas(String scope) {
        Answer answer = simulator.askForToken(scope);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("expires_in").asInt()).isBetween(86_390, 86_400);
        assertThat(answer.at("/token_type")).isEqualToIgnoringCase("bearer");
    }

    @Test
    void tokenForUnknownScopeOrWrongSecretIsRefused() {
        assertThat(simulator.askForToken("openid,everything").at("/error")).isEqualTo("invalid_scope");
        Answer wrong = simulator.form(
                "/ims/token/v3",
                Map.of("grant_type", "client_credentials", "client_id", "platform-demo", "client_secret", "guess"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.body()).doesNotContain("guess");
    }

    @Test
    void discoveryNamesTheEndpoints() {
        Answer answer = open("/.well-known/openid-configuration");
        assertThat(answer.at("/issuer")).isEqualTo(simulator.url());
        assertThat(answer.at("/authorization_endpoint")).endsWith("/ims/authorize/v2");
        assertThat(answer.at("/token_endpoint")).endsWith("/ims/token/v3");
        assertThat(answer.at("/userinfo_endpoint")).endsWith("/ims/userinfo/v2");
        assertThat(answer.at("/end_session_endpoint")).endsWith("/connect/logout");
        assertThat(open("/ims/keys").at("/keys/0/kty")).isEqualTo("RSA");
        assertThat(open("/ims/keys").json().at("/keys/0").has("d")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "engineer,Erin Engineer,engineer",
        "admin,Ada Admin,admin",
        "support,Sam Support,support",
        "nobody,Noa Nobody,''"
    })
    void idTokenTellsNameAndRoles(String userName, String name, String role) {
        Answer tokens = signIn(userName, "http://127.0.0.1:8080");
        JsonNode claims = claims(tokens.at("/id_token"));
        assertThat(claims.path("sub").asString()).endsWith("@simulated");
        assertThat(claims.path("name").asString()).isEqualTo(name);
        assertThat(claims.path("email").asString()).endsWith("@example.com");
        assertThat(claims.at("/roles/0").asString("")).isEqualTo(role);
        assertThat(claims.path("iss").asString()).isEqualTo(simulator.url());
    }

    @Test
    void idTokenTellsWhenThePersonSignedIn() {
        long before = Instant.now().getEpochSecond();

        JsonNode claims = claims(signIn("engineer", "http://127.0.0.1:8080").at("/id_token"));

        assertThat(claims.path("auth_time").asLong()).isBetween(before, Instant.now().getEpochSecond());
    }

    @Test
    void personsTokenOpensUserInfoAndPlatform() {
        Answer tokens = signIn("support", "http://127.0.0.1:8080");
        String bearer = "Bearer " + tokens.at("/access_token");
        Answer userInfo = simulator.send(
                simulator.request("GET", "/ims/userinfo/v2", null).setHeader("Authorization", bearer));
        assertThat(userInfo.at("/roles/0")).isEqualTo("support");
        HttpRequest.Builder platform = simulator
                .platform("GET", AUTHORING, null)
                .setHeader("Authorization", bearer)
                .setHeader("x-api-key", "portal-demo");
        assertThat(simulator.send(platform).status()).isEqualTo(200);
    }

    @Test
    void refreshTokenGivesANewToken() {
        Answer tokens = signIn("engineer", "http://127.0.0.1:8080");
        Answer refreshed = asPortal(
                "/ims/token/v3", Map.of("grant_type", "refresh_token", "refresh_token", tokens.at("/refresh_token")));
        assertThat(refreshed.at("/access_token")).isNotEmpty();
    }

    @Test
    void portalMayRunOnAnyPort() {
        String portal = "http://127.0.0.1:45678";
        Answer tokens = signIn("engineer", portal);
        assertThat(signOut(tokens.at("/id_token"), portal + "/signed-out").header("Location"))
                .startsWith(portal + "/signed-out");
    }

    @Test
    void signOutWithAForgottenTokenStillGoesHome() {
        assertThat(signOut("forgotten", "http://127.0.0.1:8080/signed-out").header("Location"))
                .startsWith("http://127.0.0.1:8080/signed-out");
        assertThat(signOut("forgotten", "http://portal.example.com/signed-out").status()).isEqualTo(400);
    }

    private Answer signOut(String idToken, String target) {
        return open("/connect/logout?"
                + encode(Map.of(
                        "id_token_hint", idToken, "post_logout_redirect_uri", target, "client_id", "portal-demo")));
    }

    @Test
    void withoutProofKeyNobodySignsIn() {
        Map<String, String> request = authorizationRequest("http://127.0.0.1:8080");
        request.remove("code_challenge");
        Answer answer = open("/ims/authorize/v2?" + encode(request));
        assertThat(answer.header("Location")).doesNotContain("sign-in").contains("error=invalid_request");
    }

    @Test
    void signInPageIsAccessibleAndStrict() {
        Answer answer = open("/sign-in?error");
        Document page = Jsoup.parse(answer.body());
        assertThat(page.select("main h1")).hasSize(1);
        assertThat(page.select("html").attr("lang")).isEqualTo("en");
        assertThat(page.select("input:not([type=hidden])"))
                .allMatch(input -> page.select("label[for=" + input.id() + "]").size() == 1);
        assertThat(page.select("[role=alert]")).hasSize(1);
        assertThat(page.select("script, style, [style]")).isEmpty();
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(answer.header("Set-Cookie")).startsWith("SIMSESSION=");
    }

    private static Answer open(String path) {
        return simulator.send(simulator.request("GET", path, null));
    }

    private Answer signIn(String userName, String portal) {
        Answer start = open("/ims/authorize/v2?" + encode(authorizationRequest(portal)));
        String cookie = start.header("Set-Cookie").split(";")[0];
        Answer page = simulator.send(simulator.request("GET", "/sign-in", null).setHeader("Cookie", cookie));
        String csrf = Jsoup.parse(page.body()).select("input[name=_csrf]").attr("value");
        Answer signedIn = simulator.send(simulator
                .formRequest("/sign-in", Map.of("username", userName, "password", userName, "_csrf", csrf))
                .setHeader("Cookie", cookie));
        String newCookie = signedIn.header("Set-Cookie").split(";")[0];
        Answer back = simulator.send(
                simulator.request("GET", signedIn.header("Location"), null).setHeader("Cookie", newCookie));
        assertThat(back.header("Location")).startsWith(portal);
        String code = UriComponentsBuilder.fromUriString(back.header("Location"))
                .build()
                .getQueryParams()
                .getFirst("code");
        return asPortal(
                "/ims/token/v3",
                Map.of(
                        "grant_type",
                        "authorization_code",
                        "code",
                        code,
                        "redirect_uri",
                        portal + "/login/oauth2/code/ims",
                        "code_verifier",
                        VERIFIER));
    }

    private static Map<String, String> authorizationRequest(String portal) {
        return new HashMap<>(Map.of(
                "response_type", "code",
                "client_id", "portal-demo",
                "scope", "openid profile email",
                "redirect_uri", portal + "/login/oauth2/code/ims",
                "state", "s",
                "code_challenge", CHALLENGE,
                "code_challenge_method", "S256"));
    }

    private static Answer asPortal(String path, Map<String, String> fields) {
        String basic =
                Base64.getEncoder().encodeToString("portal-demo:portal-demo-secret".getBytes(StandardCharsets.UTF_8));
        return simulator.send(simulator.formRequest(path, fields).setHeader("Authorization", "Basic " + basic));
    }

    private static JsonNode claims(String token) {
        return new JsonMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }
}
