package org.privatelink.portal.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.privatelink.portal.simulator.EntraSignIn.AUTHORIZE;
import static org.privatelink.portal.simulator.EntraSignIn.TOKEN;
import static org.privatelink.portal.simulator.RunningSimulator.AUTHORING;
import static org.privatelink.portal.simulator.RunningSimulator.encode;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SimulatorEntraTests {

    @RegisterExtension
    static final RunningSimulator simulator = RunningSimulator.forAll();

    private EntraSignIn browser;

    @BeforeEach
    void open() {
        browser = EntraSignIn.at(simulator);
    }

    @ParameterizedTest
    @CsvSource({"engineer,Erin Engineer", "admin,Ada Admin", "support,Sam Support", "nobody,Noa Nobody"})
    void accessTokenIsForResourceManagerAndTellsWho(String userName, String name) {
        Answer tokens = browser.tokens(userName);
        JsonNode claims = claims(tokens.at("/access_token"));
        assertThat(claims.path("aud").asString(claims.at("/aud/0").asString(""))).isEqualTo("https://management.azure.com");
        assertThat(claims.path("iss").asString()).isEqualTo(simulator.url() + "/entra/v2.0");
        assertThat(claims.path("oid").asString()).matches("[0-9a-f-]{36}");
        assertThat(claims.path("upn").asString()).endsWith("@example.com");
        assertThat(claims.path("name").asString()).isEqualTo(name);
        assertThat(tokens.json().path("expires_in").asInt()).isBetween(3_590, 3_600);
        assertThat(tokens.json().has("id_token")).isFalse();
    }

    @Test
    void openidGivesAnIdTokenForTheClient() {
        Map<String, String> request = browser.request();
        request.put("scope", "openid profile https://management.azure.com/user_impersonation");
        browser.open(AUTHORIZE + "?" + encode(request));
        String next = browser.signIn("/entra/sign-in", "admin", "admin").header("Location");
        JsonNode claims = claims(browser.redeem(EntraSignIn.code(browser.open(next))).at("/id_token"));
        assertThat(claims.path("aud").asString(claims.at("/aud/0").asString(""))).isEqualTo("azure-demo");
        assertThat(claims.path("name").asString()).isEqualTo("Ada Admin");
    }

    @Test
    void keysAreItsOwn() {
        JsonNode keys = browser.open("/entra/discovery/v2.0/keys").json();
        assertThat(keys.at("/keys/0/kid").asString()).isEqualTo("entra-key-1");
        assertThat(keys.at("/keys/0").has("d")).isFalse();
        assertThat(browser.open("/ims/keys").body()).doesNotContain("entra");
    }

    @Test
    void refreshTokenGivesANewToken() {
        String refresh = browser.tokens("admin").at("/refresh_token");
        Answer refreshed = browser.ask(Map.of("grant_type", "refresh_token", "refresh_token", refresh));
        assertThat(new AzureOwner(simulator, refreshed.at("/access_token")).list(AzureOwner.ARCHIVE).status())
                .isEqualTo(200);
    }

    @Test
    void clientMayAuthenticateByHeader() {
        String basic =
                Base64.getEncoder().encodeToString("azure-demo:azure-demo-secret".getBytes(StandardCharsets.UTF_8));
        Map<String, String> refresh =
                Map.of("grant_type", "refresh_token", "refresh_token", browser.tokens("admin").at("/refresh_token"));
        Answer answer = simulator.send(
                simulator.formRequest(TOKEN, refresh).setHeader("Authorization", "Basic " + basic));
        assertThat(answer.at("/access_token")).isNotEmpty();
    }

    @Test
    void portalMayRunOnAnyPort() {
        Answer tokens = EntraSignIn.from(simulator, "http://127.0.0.1:45678").tokens("admin");
        assertThat(tokens.at("/access_token")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "code_challenge,'',invalid_request",
        "scope,https://graph.microsoft.com/.default,invalid_scope"
    })
    void requestWithoutProofKeyOrWithAnotherScopeGoesBackWithAnError(String field, String value, String error) {
        Map<String, String> request = browser.request();
        request.put(field, value);
        request.values().remove("");
        Answer answer = browser.open(AUTHORIZE + "?" + encode(request));
        assertThat(answer.header("Location")).doesNotContain("sign-in").contains("error=" + error);
    }

    @Test
    void wrongAddressSecretOrClientIsRefused() {
        Map<String, String> request = browser.request();
        request.put("redirect_uri", "http://127.0.0.1:8080/elsewhere");
        assertThat(browser.open(AUTHORIZE + "?" + encode(request)).status()).isEqualTo(400);
        assertThat(browser.ask(Map.of("client_secret", "guess", "grant_type", "refresh_token"))
                        .status())
                .isEqualTo(401);
        assertThat(browser.ask(Map.of(
                                "client_id", "portal-demo",
                                "client_secret", "portal-demo-secret",
                                "grant_type", "refresh_token"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void wrongPasswordStaysOnThePage() {
        assertThat(browser.signIn("/entra/sign-in", "admin", "guess").header("Location"))
                .endsWith("/entra/sign-in?error");
        assertThat(simulator
                        .form("/entra/sign-in", Map.of("username", "admin", "password", "admin"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void signedInToAdobeIsNotSignedInToAzure() {
        browser.signIn("/sign-in", "engineer", "engineer");
        Answer answer = browser.open(AUTHORIZE + "?" + encode(browser.request()));
        assertThat(answer.header("Location")).endsWith("/entra/sign-in");
    }

    @Test
    void signedInToAzureIsNotSignedInToAdobe() {
        browser.tokens("admin");
        assertThat(browser.open("/ims/authorize/v2?" + encode(adobeRequest())).header("Location"))
                .endsWith("/sign-in")
                .doesNotContain("entra");
    }

    @Test
    void bothSignInsOfOneBrowserHaveTheirOwnPersonAndTheirOwnWay() {
        browser.open("/ims/authorize/v2?" + encode(adobeRequest()));
        browser.open(AUTHORIZE + "?" + encode(browser.request()));
        assertThat(browser.signIn("/sign-in", "engineer", "engineer").header("Location"))
                .contains("/ims/authorize/v2");
        String next = browser.signIn("/entra/sign-in", "admin", "admin").header("Location");
        assertThat(next).contains(AUTHORIZE);
        String token = browser.redeem(EntraSignIn.code(browser.open(next))).at("/access_token");
        assertThat(claims(token).path("name").asString()).isEqualTo("Ada Admin");
        assertThat(browser.open("/ims/authorize/v2?" + encode(adobeRequest())).header("Location"))
                .contains("code=");
    }

    private static Map<String, String> adobeRequest() {
        Map<String, String> request = EntraSignIn.at(simulator).request();
        request.putAll(Map.of(
                "client_id", "portal-demo",
                "scope", "openid profile",
                "redirect_uri", "http://127.0.0.1:8080/login/oauth2/code/ims"));
        return request;
    }

    @Test
    void platformDoesNotTakeATokenOfAzure() {
        String token = browser.tokens("admin").at("/access_token");
        Answer answer = simulator.send(
                simulator.platform("GET", AUTHORING, null).setHeader("Authorization", "Bearer " + token));
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.at("/error_code")).isEqualTo("401013");
    }

    @Test
    void pageSaysThatItIsAzureAndIsStrict() {
        Answer answer = browser.open("/entra/sign-in?error");
        Document page = Jsoup.parse(answer.body());
        assertThat(page.title()).isEqualTo("Sign in to the simulated Azure");
        assertThat(page.select("main h1").text()).isEqualTo(page.title());
        assertThat(page.select("form").attr("action")).isEqualTo("/entra/sign-in");
        assertThat(page.select("[role=alert]")).hasSize(1);
        assertThat(page.select("script, style, [style]")).isEmpty();
        assertThat(answer.header("Content-Security-Policy"))
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(Jsoup.parse(browser.open("/sign-in").body()).title()).isEqualTo("Sign in to the simulated Adobe");
    }

    @Test
    void leadsOnToThePortalOnly() {
        browser.open(AUTHORIZE + "?" + encode(browser.request()));
        Answer back = browser.open(
                browser.signIn("/entra/sign-in", "admin", "admin").header("Location"));
        assertThat(UriComponentsBuilder.fromUriString(back.header("Location")).build().getPath())
                .isEqualTo("/authorized/azure");
        assertThat(back.header("Location")).startsWith("http://127.0.0.1:8080/").contains("state=s");
    }

    private static JsonNode claims(String token) {
        return new JsonMapper().readTree(Base64.getUrlDecoder().decode(token.split("\\.")[1]));
    }
}
