package org.privatelink.portal.limit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.limit.Limits.Asker;
import org.privatelink.portal.limit.Limits.Kind;
import org.privatelink.portal.page.Failure;
import org.privatelink.portal.page.ForAnybody;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows down who asks too often, and nobody else. It knows who is there and comes before anything that would make a
 * session for a stranger. Pages that somebody signed in looks at are not counted, unless the look is on record.
 */
public final class LimitFilter extends OncePerRequestFilter {

    private static final Logger log = LoggerFactory.getLogger(LimitFilter.class);
    private static final Pattern SIGN_IN = Pattern.compile("/oauth2/authorization/.*|/login/oauth2/.*");
    private static final Pattern CHECK = Pattern.compile("/s/[^/]+/check");
    private static final Pattern SOURCE = Pattern.compile("/s/[^/]+/connections/[^/]+/explore");
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
        Asker asker = asker(request).orElse(null);
        long seconds = asker == null ? 0 : limits.secondsToWait(asker);
        if (seconds == 0) {
            chain.doFilter(request, response);
        } else {
            // Not who: an address or a session is nobody's business here.
            log.debug("Too many of kind {}", asker.kind());
            announcer.slowedDown();
            Failure.tooOften(seconds).send(request, response);
        }
    }

    private Optional<Asker> asker(HttpServletRequest request) {
        String path = path(request);
        Person person = current.get().orElse(null);
        if (person == null || SIGN_IN.matcher(path).matches()) {
            return Optional.of(new Asker(Kind.STRANGER, network(request.getRemoteAddr())));
        }
        if (path.startsWith("/api/v1/")) {
            return Optional.of(new Asker(Kind.CALL, person.id()));
        }
        if (READING.contains(request.getMethod())) {
            return isOnRecord(path, request) ? Optional.of(new Asker(Kind.LOOK, person.id())) : Optional.empty();
        }
        HttpSession session = request.getSession(false);
        return Optional.of(new Asker(
                CHECK.matcher(path).matches() ? Kind.CHECK : Kind.CHANGE, session == null ? person.id() : session.getId()));
    }

    private static boolean isOnRecord(String path, HttpServletRequest request) {
        return SOURCE.matcher(path).matches() || path.equals("/audit") && request.getParameter("format") != null;
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

    /** As it leads to a handler, whatever of it was written as its number. */
    private static String path(HttpServletRequest request) {
        return request.getServletPath();
    }
}
