package org.privatelink.portal.signin;

import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.platform.PlatformProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.stereotype.Component;

/** What each request of somebody signed in is held to, and in whose name it goes on to Platform. */
@Component
public class SignInSecurity {

    private final SignIns signIns;
    private final PersonTokensRepository tokens;
    private final AccountAnnouncer announcer;
    private final CurrentPerson current;
    private final PlatformProperties platform;
    private final OAuth2ClientProperties configured;

    SignInSecurity(
            SignIns signIns,
            PersonTokensRepository tokens,
            AccountAnnouncer announcer,
            CurrentPerson current,
            PlatformProperties platform,
            OAuth2ClientProperties configured) {
        this.signIns = signIns;
        this.tokens = tokens;
        this.announcer = announcer;
        this.current = current;
        this.platform = platform;
        this.configured = configured;
    }

    public void apply(HttpSecurity pages) throws Exception {
        pages.addFilterAfter(new SignInFilter(signIns, announcer), LogoutFilter.class);
        pages.addFilterAfter(acting(), SignInFilter.class);
        pages.logout(logout -> logout.addLogoutHandler(tokens));
    }

    /** Whoever brings a token has no sign-in here. */
    public void applyToTokens(HttpSecurity api) {
        api.addFilterAfter(acting(), BearerTokenAuthenticationFilter.class);
    }

    private ActingFilter acting() {
        return new ActingFilter(signIns, current, platform, configured);
    }
}
