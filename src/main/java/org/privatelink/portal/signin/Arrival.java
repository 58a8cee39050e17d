package org.privatelink.portal.signin;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.springframework.http.HttpHeaders;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * Who came from the provider, and from where: enough for the person to know it again.
 *
 * @param personId the provider's {@code sub}
 * @param account {@link Person#id}, which may be another claim
 * @param providerSession claim {@code sid} of the ID token; null when there is none
 * @param browser what it says of itself, which may be anything, in a word or two; empty where nothing is known of it
 */
record Arrival(
        String personId, String account, @Nullable String providerSession, String name, String address, String browser) {

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ADDRESS = 64;

    /** Some call themselves by the names of others too: the first that fits is meant. */
    private static final List<Entry<String, String>> BROWSERS = List.of(
            Map.entry("Edg", "Edge"),
            Map.entry("OPR/", "Opera"),
            Map.entry("Firefox/", "Firefox"),
            Map.entry("Chrome/", "Chrome"),
            Map.entry("Safari/", "Safari"));

    private static final List<Entry<String, String>> SYSTEMS = List.of(
            Map.entry("Windows", "Windows"),
            Map.entry("Android", "Android"),
            Map.entry("iPhone", "iPhone"),
            Map.entry("iPad", "iPad"),
            Map.entry("Mac OS X", "macOS"),
            Map.entry("CrOS", "ChromeOS"),
            Map.entry("Linux", "Linux"));

    static Arrival of(OidcUser user, Person person, HttpServletRequest request) {
        String agent = String.valueOf(request.getHeader(HttpHeaders.USER_AGENT));
        String browser = Stream.of(BROWSERS, SYSTEMS)
                .flatMap(words -> words.stream().filter(word -> agent.contains(word.getKey())).limit(1))
                .map(Entry::getValue)
                .collect(Collectors.joining(", "));
        return new Arrival(
                user.getSubject(),
                person.id(),
                user.getIdToken().getClaimAsString("sid"),
                cut(person.name().replace('\0', '\uFFFD'), LONGEST_NAME),
                cut(request.getRemoteAddr(), LONGEST_ADDRESS),
                browser);
    }

    private static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }
}
