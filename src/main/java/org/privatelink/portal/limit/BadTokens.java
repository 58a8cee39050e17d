package org.privatelink.portal.limit;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.limit.Limits.Asker;
import org.privatelink.portal.limit.Limits.Kind;
import org.privatelink.portal.page.Failure;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Looks at no more tokens of an address that has sent too many bad ones: each could cost a call to the provider. Counted
 * apart from strangers' pages, so that those do not shut out a company's pipelines.
 */
public final class BadTokens extends OncePerRequestFilter {

    private final Limits limits;
    private final AccountAnnouncer announcer;

    public BadTokens(Limits limits, AccountAnnouncer announcer) {
        this.limits = limits;
        this.announcer = announcer;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        long seconds = limits.secondsLeft(sender(request));
        if (seconds == 0) {
            chain.doFilter(request, response);
        } else {
            announcer.slowedDown();
            Failure.tooOften(seconds).send(request, response);
        }
    }

    /** Whoever brings none is counted as a stranger. */
    public AuthenticationEntryPoint counting(AuthenticationEntryPoint next) {
        return (request, response, why) -> {
            if (why instanceof OAuth2AuthenticationException) {
                count(request);
            }
            next.commence(request, response, why);
        };
    }

    public void count(HttpServletRequest request) {
        limits.secondsToWait(sender(request));
    }

    private static Asker sender(HttpServletRequest request) {
        return new Asker(Kind.BAD_TOKEN, LimitFilter.network(request.getRemoteAddr()));
    }
}
