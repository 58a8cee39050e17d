package org.privatelink.portal.limit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.limit.Limits.Asker;
import org.privatelink.portal.limit.Limits.Kind;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.ForAnybody;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.util.StringUtils;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows down who asks too often, and nobody else. It knows who is there and comes before anything that would make a
 * session for a stranger. Pages that somebody signed in looks at are not counted, but for those that cost much.
 */
public final class LimitFilter extends OncePerRequestFilter {

    // As the routes are matched, so that no other spelling of one is counted as less.
    private static final RequestMatcher SIGN_IN = paths("/oauth2/authorization/**", "/login/oauth2/**");
    private static final RequestMatcher API = paths("/api/v1/**");
    private static final RequestMatcher CHECK = paths("/s/*/check");
    private static final RequestMatcher COSTLY = paths("/s/*/connections/*/explore", "/s/*/support", "/support");
    private static final RequestMatcher AUDIT = paths("/audit");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final Limits limits;
    private final CurrentPerson current;
    private final AccountAnnouncer announcer;

    public LimitFilter(Limits limits, CurrentPerson current, AccountAnnouncer announcer) {
        this.limits = limits;
        this.current = current;
        this.announcer = announcer;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return ForAnybody.is(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        // The first that is refused is the last to be counted: who asks too often takes nothing from the others of an address.
        long seconds = askers(request).mapToLong(limits::secondsToWait).filter(wait -> wait > 0).findFirst().orElse(0);
        if (seconds == 0) {
            chain.doFilter(request, response);
        } else {
            announcer.slowedDown();
            Failure.tooOften(seconds).send(request, response);
        }
    }

    private Stream<Asker> askers(HttpServletRequest request) {
        String address = network(request.getRemoteAddr());
        Person person = current.get().orElse(null);
        return person == null || SIGN_IN.matches(request)
                ? Stream.of(new Asker(Kind.STRANGER, address))
                : kind(request).stream()
                        .flatMap(kind -> Stream.of(new Asker(kind, person.id()), new Asker(kind, address, true)));
    }

    private static Optional<Kind> kind(HttpServletRequest request) {
        boolean reading = READING.contains(request.getMethod());
        if (API.matches(request)) {
            return Optional.of(reading ? Kind.CALL : Kind.WRITE);
        }
        if (reading) {
            return Optional.of(Kind.COSTLY).filter(costly -> isCostly(request));
        }
        return Optional.of(CHECK.matches(request) ? Kind.CHECK : Kind.CHANGE);
    }

    /** Lists as files are the same everywhere. */
    private static boolean isCostly(HttpServletRequest request) {
        return COSTLY.matches(request)
                || request.getParameter("format") != null
                || AUDIT.matches(request) && StringUtils.hasText(request.getParameter("q"));
    }

    /** Of the newer kind of address a subscriber has more than could be counted: the first half of it is the subscriber. */
    static String network(String address) {
        if (!address.contains(":")) {
            return address;
        }
        try {
            // Digits only, so nobody is asked for a name.
            byte[] bytes = InetAddress.getByName(address).getAddress();
            return bytes.length == 16 ? HexFormat.of().formatHex(bytes, 0, 8) : address;
        } catch (UnknownHostException odd) {
            return address;
        }
    }

    private static RequestMatcher paths(String... patterns) {
        var paths = PathPatternRequestMatcher.withDefaults();
        return new OrRequestMatcher(
                Stream.of(patterns).map(paths::matcher).map(RequestMatcher.class::cast).toList());
    }
}
