package org.privatelink.portal.signin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.RolesMapper;
import org.privatelink.portal.signin.SignIns.Ending;
import org.privatelink.portal.signin.SignIns.Standing;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Holds each request of a person to what the provider says of them now: gives them the roles and groups that they have, and ends the
 * session of whom it does not vouch for. Whoever's session ends here goes on as a stranger, as after any other end.
 */
public final class SignInFilter extends OncePerRequestFilter {

    /** Attribute of a session: the sign-in that it stands for. */
    public static final String SIGN_IN = SignInFilter.class.getName() + ".id";
    /** Attribute of the session after one that ended here: why. */
    static final String ENDING = SignInFilter.class.getName() + ".ending";

    private static final Set<String> SIGNING_IN = Set.of("/login/oauth2/code/ims", "/oauth2/authorization/ims");

    private final SignIns signIns;
    private final AccountAnnouncer announcer;
    private final HttpSessionSecurityContextRepository contexts = new HttpSessionSecurityContextRepository();

    SignInFilter(SignIns signIns, AccountAnnouncer announcer) {
        this.signIns = signIns;
        this.announcer = announcer;
    }

    public static Optional<String> id(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false)).map(session -> (String) session.getAttribute(SIGN_IN));
    }

    /** Why the session before this one ended; empty when it did not end by itself. */
    static Optional<Ending> ending(HttpServletRequest request) {
        return Optional.ofNullable(request.getSession(false))
                .map(session -> (String) session.getAttribute(ENDING))
                .map(Ending::valueOf);
    }

    /** Who comes back from the provider leaves the sign-in of before, whatever became of it. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        String path = request.getRequestURI().substring(request.getContextPath().length());
        return path.startsWith("/assets/") || SIGNING_IN.contains(path);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Authentication present = SecurityContextHolder.getContext().getAuthentication();
        if (present instanceof OAuth2AuthenticationToken person) {
            Standing standing = id(request).map(signIns::look).orElseGet(() -> Standing.ended(Ending.OVER));
            if (standing.signIn() != null) {
                give(standing.signIn().authorities(), person, request, response);
            } else if (standing.ending() != null) {
                announcer.ended(person, standing.ending().key());
                end(standing.ending(), request);
            }
        }
        chain.doFilter(request, response);
    }

    private void give(
            Set<String> authorities, OAuth2AuthenticationToken person, HttpServletRequest request, HttpServletResponse response) {
        if (RolesMapper.own(person).equals(authorities)) {
            return;
        }
        // What else the sign-in has proved, such as when, stays as it is.
        List<GrantedAuthority> present = Stream.concat(
                        person.getAuthorities().stream().filter(each -> !RolesMapper.isOwn(each.getAuthority())),
                        authorities.stream().map(SimpleGrantedAuthority::new))
                .toList();
        var changed = new OAuth2AuthenticationToken(
                person.getPrincipal(), present, person.getAuthorizedClientRegistrationId());
        changed.setDetails(person.getDetails());
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(changed);
        SecurityContextHolder.setContext(context);
        // For what follows in another dispatch, such as an error page.
        contexts.saveContext(context, request, response);
    }

    private static void end(Ending why, HttpServletRequest request) {
        SecurityContextHolder.setContext(SecurityContextHolder.createEmptyContext());
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.invalidate();
        }
        request.getSession().setAttribute(ENDING, why.name());
    }
}
