package org.privatelink.portal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.Connection;
import org.jsoup.Jsoup;
import org.springframework.core.env.Environment;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Tokens of the demo's provider for those who use the API: a pipeline's, and people's as another client has them. */
final class Bearer {

    private static final String VERIFIER = "a-verifier-that-is-long-enough-for-the-standard-0123456789";

    private final String provider;
    private final String portal;
    private final Connection session =
            Jsoup.newSession().followRedirects(false).ignoreHttpErrors(true).ignoreContentType(true).timeout(30_000);

    private Bearer(Environment environment, int port) {
        this.provider = environment.getRequiredProperty("simulator.url");
        this.portal = "http://127.0.0.1:" + port + "/login/oauth2/code/ims";
    }

    static String pipeline(Environment environment) {
        return new Bearer(environment, 0)
                .token(Map.of("grant_type", "client_credentials", "client_id", "pipeline", "client_secret", "pipeline"), "access_token");
    }

    /** A token with which the portal itself goes to Platform: of the same provider, and of no role. */
    static String platform(Environment environment) {
        return new Bearer(environment, 0)
                .token(
                        Map.of(
                                "grant_type", "client_credentials",
                                "client_id", "platform-demo",
                                "client_secret", "platform-demo-secret",
                                "scope", "openid"),
                        "access_token");
    }

    static String of(Environment environment, int port, String name) {
        Bearer bearer = new Bearer(environment, port);
        return bearer.redeem(bearer.code(name, ""), "access_token");
    }

    /** What a browser's sign-in leaves at the portal: no token to call with. */
    static String idTokenOf(Environment environment, int port, String name) {
        Bearer bearer = new Bearer(environment, port);
        return bearer.redeem(bearer.code(name, "a-nonce"), "id_token");
    }

    private String code(String name, String nonce) {
        String authorize = UriComponentsBuilder.fromUriString(provider + "/ims/authorize/v2")
                .queryParam("response_type", "code")
                .queryParam("client_id", "portal-demo")
                .queryParam("scope", "openid%20profile%20email")
                .queryParam("redirect_uri", portal)
                .queryParam("state", "s")
                .queryParam("nonce", nonce)
                .queryParam("code_challenge", challenge())
                .queryParam("code_challenge_method", "S256")
                .build(true)
                .toUriString()
                .replace("nonce=&", "");
        send(session.newRequest(authorize));
        String form = parsed(send(session.newRequest(provider + "/sign-in")));
        Connection.Response in = send(session.newRequest(provider + "/sign-in")
                .method(Connection.Method.POST)
                .data("username", name)
                .data("password", name)
                .data("_csrf", form));
        URI back = URI.create(send(session.newRequest(in.header("Location"))).header("Location"));
        return UriComponentsBuilder.fromUri(back).build().getQueryParams().getFirst("code");
    }

    private static String parsed(Connection.Response page) {
        return Jsoup.parse(page.body()).select("input[name=_csrf]").attr("value");
    }

    private String redeem(String code, String which) {
        return token(
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", "portal-demo",
                        "client_secret", "portal-demo-secret",
                        "code", code,
                        "redirect_uri", portal,
                        "code_verifier", VERIFIER),
                which);
    }

    private String token(Map<String, String> fields, String which) {
        String answer = send(Jsoup.newSession()
                        .newRequest(provider + "/ims/token/v3")
                        .ignoreContentType(true)
                        .method(Connection.Method.POST)
                        .data(new HashMap<>(fields)))
                .body();
        return JsonMapper.shared().readTree(answer).path(which).asString();
    }

    private static Connection.Response send(Connection request) {
        try {
            return request.execute();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(VERIFIER.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
