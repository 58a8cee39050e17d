package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What every answer bears, to whatever it is an answer. */
final class AnswerHeaders {

    private static final Pattern NONCE = Pattern.compile("'nonce-([A-Za-z0-9+/]{24})'");
    private static final Set<String> USED = ConcurrentHashMap.newKeySet();

    private AnswerHeaders() {}

    static void areWhole(String what, HttpResponse<?> answer) {
        areWhole(what, answer.uri().getPath().startsWith("/api/"), answer.headers()::allValues);
    }

    static void areWhole(String what, boolean api, Function<String, List<String>> headers) {
        String policy = only(what, headers, "Content-Security-Policy");
        if (api) {
            assertThat(policy)
                    .as(what)
                    .isEqualTo("default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        } else {
            isOfAPage(what, policy);
        }
        assertThat(only(what, headers, "X-Content-Type-Options")).as(what).isEqualTo("nosniff");
        assertThat(only(what, headers, "X-Frame-Options")).as(what).isEqualTo("DENY");
        assertThat(only(what, headers, "Referrer-Policy")).as(what).isEqualTo("same-origin");
        assertThat(only(what, headers, "Cross-Origin-Opener-Policy")).as(what).isEqualTo("same-origin");
        assertThat(only(what, headers, "Cross-Origin-Resource-Policy")).as(what).isEqualTo("same-origin");
        assertThat(only(what, headers, "Permissions-Policy")).as(what).contains("camera=()", "geolocation=()");
        assertThat(only(what, headers, "Cache-Control")).as(what).matches("no-store|max-age=31536000, public");
        assertThat(headers.apply("Server")).as(what).isEmpty();
        assertThat(headers.apply("X-Powered-By")).as(what).isEmpty();
        // It came over plain HTTP, where a browser would not heed it.
        assertThat(headers.apply("Strict-Transport-Security")).as(what).isEmpty();
    }

    static String nonce(String policy) {
        Matcher nonce = NONCE.matcher(policy);
        assertThat(nonce.find()).as(policy).isTrue();
        return nonce.group(1);
    }

    private static void isOfAPage(String what, String policy) {
        String nonce = nonce(policy);
        assertThat(USED.add(nonce)).as("fresh nonce: " + what).isTrue();
        assertThat(policy)
                .as(what)
                .startsWith("default-src 'none'; script-src 'nonce-" + nonce + "'; style-src 'nonce-" + nonce
                        + "'; img-src 'self'; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; "
                        + "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'; form-action 'self' ")
                .doesNotContain("unsafe-", "*", "data:");
    }

    private static String only(String what, Function<String, List<String>> headers, String name) {
        assertThat(headers.apply(name)).as(what + ": " + name).hasSize(1);
        return headers.apply(name).get(0);
    }
}
