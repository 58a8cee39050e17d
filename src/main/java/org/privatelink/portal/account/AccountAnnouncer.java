package org.privatelink.portal.account;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.AccountNews.About;
import org.privatelink.portal.account.AccountNews.Kind;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.stereotype.Component;

/** Tells other rooms what Spring Security does with people, in words of this portal. */
@Component
public class AccountAnnouncer {

    /** What a provider says may be anything: only what is known is told on. */
    private static final Set<String> REASONS = Set.of(
            "access_denied", "authorization_request_not_found", "invalid_grant", "invalid_id_token", "invalid_nonce",
            "invalid_request", "invalid_state_parameter", "invalid_token", "invalid_token_response",
            "invalid_user_info_response", "login_required", "server_error", "temporarily_unavailable");

    private final ApplicationEventPublisher events;
    private final CurrentPerson current;

    public AccountAnnouncer(ApplicationEventPublisher events, CurrentPerson current) {
        this.events = events;
        this.current = current;
    }

    /** At a page. Whoever listens may forbid it by throwing. */
    public void came(Authentication signedIn) {
        current.of(signedIn).ifPresent(person -> tell(Kind.SIGN_IN, person, null));
    }

    @EventListener
    void left(LogoutSuccessEvent event) {
        current.of(event.getAuthentication()).ifPresent(person -> tell(Kind.SIGN_OUT, person, null));
    }

    /** Without the person's doing. */
    public void ended(@Nullable Authentication signedIn, String why) {
        current.of(signedIn).ifPresent(person -> tell(Kind.SESSION_END, person, why));
    }

    /** Whoever listens may forbid it by throwing. */
    public void endedOthers(Person by, @Nullable String why, @Nullable About about) {
        events.publishEvent(new AccountNews(Kind.SIGN_INS_ENDED, by, why, about));
    }

    /** @param about whose sign-ins; null where the provider named one of its sessions only */
    public void endedByProvider(@Nullable About about) {
        events.publishEvent(new AccountNews(Kind.ENDED_BY_PROVIDER, null, "provider", about));
    }

    public void refusedToEnd(String why) {
        tell(Kind.ENDING_REFUSED, null, why);
    }

    public AuthenticationFailureHandler failing(AuthenticationFailureHandler next) {
        return (request, response, why) -> {
            tell(Kind.SIGN_IN_FAILED, null, reason(why));
            next.onAuthenticationFailure(request, response, why);
        };
    }

    public AccessDeniedHandler refusing(AccessDeniedHandler next) {
        return (request, response, why) -> {
            tell(Kind.REFUSAL, present(), why instanceof CsrfException ? "csrf" : "role");
            next.handle(request, response, why);
        };
    }

    /** Of calls that brought a token; whoever brings none is only asked for one. */
    public AuthenticationEntryPoint challenging(AuthenticationEntryPoint next) {
        return (request, response, why) -> {
            if (why instanceof OAuth2AuthenticationException) {
                tell(Kind.REFUSAL, null, reason(why));
            }
            next.commence(request, response, why);
        };
    }

    /** Who asks too often. */
    public void slowedDown() {
        tell(Kind.REFUSAL, present(), AccountNews.RATE_LIMIT);
    }

    /** Who would decide or delete by a token. */
    public void signedInTooLongAgo() {
        tell(Kind.REFUSAL, present(), "step-up");
    }

    private @Nullable Person present() {
        return current.get().orElse(null);
    }

    private static String reason(AuthenticationException why) {
        String said = why instanceof OAuth2AuthenticationException told ? told.getError().getErrorCode() : "";
        return REASONS.contains(said) ? said.replace('_', '-') : "other";
    }

    private void tell(Kind kind, @Nullable Person person, @Nullable String reason) {
        events.publishEvent(new AccountNews(kind, person, reason));
    }
}
