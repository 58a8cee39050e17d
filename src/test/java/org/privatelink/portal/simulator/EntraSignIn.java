package org.privatelink.portal.simulator;

import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.springframework.web.util.UriComponentsBuilder;

/** A browser that signs in to the simulated Azure, and the portal that sent it there. */
class EntraSignIn {

    static final String AUTHORIZE = "/entra/oauth2/v2.0/authorize";
    static final String TOKEN = "/entra/oauth2/v2.0/token";
    static final String PORTAL = "http://127.0.0.1:8080";

    // The pair of RFC 7636, appendix B.
    private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    private final RunningSimulator simulator;
    private final String portal;
    private String cookie = "";

    private EntraSignIn(RunningSimulator simulator, String portal) {
        this.simulator = simulator;
        this.portal = portal;
    }

    static EntraSignIn at(RunningSimulator simulator) {
        return new EntraSignIn(simulator, PORTAL);
    }

    static EntraSignIn from(RunningSimulator simulator, String portal) {
        return new EntraSignIn(simulator, portal);
    }

    /** From the portal's first redirect to its tokens. */
    Answer tokens(String userName) {
        open(AUTHORIZE + "?" + RunningSimulator.encode(request()));
        String next = signIn("/entra/sign-in", userName, userName).header("Location");
        return redeem(code(open(next)));
    }

    Map<String, String> request() {
        return new HashMap<>(Map.of(
                "response_type", "code",
                "client_id", "azure-demo",
                "scope", "https://management.azure.com/user_impersonation offline_access",
                "redirect_uri", portal + "/authorized/azure",
                "state", "s",
                "code_challenge", CHALLENGE,
                "code_challenge_method", "S256"));
    }

    Answer open(String path) {
        HttpRequest.Builder request = simulator.request("GET", path, null);
        return keepCookie(simulator.send(cookie.isEmpty() ? request : request.setHeader("Cookie", cookie)));
    }

    /** At either provider's page. */
    Answer signIn(String page, String userName, String password) {
        String csrf = Jsoup.parse(open(page).body()).select("input[name=_csrf]").attr("value");
        return keepCookie(simulator.send(simulator
                .formRequest(page, Map.of("username", userName, "password", password, "_csrf", csrf))
                .setHeader("Cookie", cookie)));
    }

    private Answer keepCookie(Answer answer) {
        String set = answer.header("Set-Cookie");
        if (!set.isEmpty()) {
            cookie = set.split(";")[0];
        }
        return answer;
    }

    static String code(Answer back) {
        return UriComponentsBuilder.fromUriString(back.header("Location"))
                .build()
                .getQueryParams()
                .getFirst("code");
    }

    Answer redeem(String code) {
        return ask(Map.of(
                "grant_type", "authorization_code",
                "code", code,
                "redirect_uri", portal + "/authorized/azure",
                "code_verifier", VERIFIER));
    }

    Answer ask(Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(AzureOwner.clientSecret());
        all.putAll(fields);
        return simulator.form(TOKEN, all);
    }
}
