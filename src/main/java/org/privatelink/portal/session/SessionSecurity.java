package org.privatelink.portal.session;

import java.time.Clock;
import java.util.Map;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.provider.AzureTokens;
import org.privatelink.portal.signin.SignIns;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.stereotype.Component;

/** How a session begins, how long it lasts, and what becomes of forms that come after its end. */
@Component
public class SessionSecurity {

    private final CurrentPerson current;
    private final Drafts drafts;
    private final LateForms late;
    private final AzureTokens azure;
    private final SignIns signIns;
    private final AccountAnnouncer announcer;
    private final SessionProperties properties;
    private final Clock clock;

    SessionSecurity(
            CurrentPerson current,
            Drafts drafts,
            LateForms late,
            AzureTokens azure,
            SignIns signIns,
            AccountAnnouncer announcer,
            SessionProperties properties,
            Clock clock) {
        this.current = current;
        this.drafts = drafts;
        this.late = late;
        this.azure = azure;
        this.signIns = signIns;
        this.announcer = announcer;
        this.properties = properties;
        this.clock = clock;
    }

    /** @param requests where it is remembered to which page somebody was going */
    public void apply(HttpSecurity http, RequestCache requests) throws Exception {
        http.addFilterBefore(new SessionLimits(properties, signIns, announcer, clock), SecurityContextHolderFilter.class);
        http.addFilterBefore(late.new Keeper(), CsrfFilter.class);
        http.addFilterAfter(new StepUp(drafts, properties, clock), AuthorizationFilter.class);
        http.sessionManagement(sessions ->
                sessions.sessionAuthenticationStrategy(new SessionStart(current, azure, signIns, announcer, properties, clock)));
        http.exceptionHandling(faults -> faults.accessDeniedHandler(late));
        http.requestCache(cache -> cache.requestCache(requests));
        http.oauth2Login(login -> login.successHandler(new SignedIn(current, drafts, properties, requests, clock)));
    }

    /** For providers that heed one of the two; {@link SignedIn} looks whether it did. */
    public Map<String, Object> askedAgain() {
        return Map.of("prompt", "login", "max_age", String.valueOf(properties.stepUp().toSeconds()));
    }
}
