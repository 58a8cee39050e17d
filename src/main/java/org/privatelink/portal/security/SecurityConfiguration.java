package org.privatelink.portal.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import jakarta.servlet.ServletException;
import java.util.Map;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.Role;
import org.privatelink.portal.limit.LimitFilter;
import org.privatelink.portal.limit.Limits;
import org.privatelink.portal.provider.AzureSignIn;
import org.privatelink.portal.provider.AzureTokens;
import org.privatelink.portal.provider.OneProvider;
import org.privatelink.portal.provider.Providers;
import org.privatelink.portal.session.SessionSecurity;
import org.privatelink.portal.signin.SignInSecurity;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.SimpleUrlAuthenticationFailureHandler;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/** The rule of every route. What has no rule is refused. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    private static final String[] EVERYBODY = {"/assets/**", "/sign-in", "/signed-out", "/error", "/favicon.ico", "/actuator/health/**", "/api"};
    private static final String PROVIDERS_LOGOUT = "/logout/connect/back-channel/ims";
    private static final String[] ADMINS = {"/s/*/endpoints/*/azure", "/authorized/azure", "/notices", "/people", "/audit/check"};
    private static final String[] INSPECTORS = {Role.ADMIN.name(), Role.SUPPORT.name()};
    private static final String[] FORMS = {
        "/s/*/endpoints/new", "/s/*/endpoints/*/delete", "/s/*/endpoints/resolve",
        "/s/*/requests/*/edit", "/s/*/requests/*/check", "/s/*/connections/new", "/s/*/connections/*/delete",
        "/s/*/connections/*/edit", "/s/*/connections/*/credentials",
        "/s/*/connections/*/explore"
    };
    private static final String[] ROLES = {Role.ENGINEER.name(), Role.ADMIN.name(), Role.SUPPORT.name()};
    private static final String[] CHANGERS = {Role.ENGINEER.name(), Role.ADMIN.name()};

    @Bean
    SecurityFilterChain portal(
            HttpSecurity http,
            ClientRegistrationRepository registrations,
            CurrentPerson current,
            Limits limits,
            AzureSignIn azure,
            AzureTokens azureTokens,
            SessionSecurity sessions,
            SignInSecurity signIns,
            AccountAnnouncer announcer)
            throws Exception {
        http.authorizeHttpRequests(routes -> routes
                .requestMatchers(GET, EVERYBODY).permitAll()
                .requestMatchers(HEAD, EVERYBODY).permitAll()
                .requestMatchers(POST, "/theme").permitAll()
                .requestMatchers(POST, PROVIDERS_LOGOUT).permitAll()
                .requestMatchers("/session", "/sign-ins").authenticated()
                .requestMatchers(GET, "/audit").hasAnyRole(INSPECTORS)
                .requestMatchers(HEAD, "/audit").hasAnyRole(INSPECTORS)
                .requestMatchers(ADMINS).hasRole(Role.ADMIN.name())
                .requestMatchers(FORMS).hasAnyRole(CHANGERS)
                .requestMatchers(POST, "/s/*/requests/*/decision").hasRole(Role.ADMIN.name())
                .requestMatchers(GET, "/", "/support", "/s/**").hasAnyRole(ROLES)
                .requestMatchers(HEAD, "/", "/support", "/s/**").hasAnyRole(ROLES)
                .requestMatchers(POST, "/s/*/check").hasAnyRole(ROLES)
                .requestMatchers(POST, "/s/**").hasAnyRole(CHANGERS)
                .anyRequest().denyAll());
        http.addFilterAfter(new LimitFilter(limits, current, announcer), HeaderWriterFilter.class);
        http.addFilterBefore(new OtherSites(announcer), CsrfFilter.class);
        signIns.apply(http);
        // The provider has no session here: what it sends is proved by its signature.
        http.csrf(forms -> forms.csrfTokenRepository(new FormTokens())
                .ignoringRequestMatchers(PROVIDERS_LOGOUT));
        sessions.apply(http, withoutMarkInTheAddress());
        // The other registrations are for machines and for Azure: nobody signs in with them.
        var people = new OneProvider(
                registrations, Providers.PEOPLE, () -> true, Map.of(), sessions.askedAgain());
        http.oauth2Login(login -> login.loginPage("/sign-in")
                .failureHandler(announcer.failing(new SimpleUrlAuthenticationFailureHandler("/sign-in?failed")))
                .authorizationEndpoint(begin -> begin.authorizationRequestResolver(people)
                        .authorizationRequestRepository(people))
                .withObjectPostProcessor(passingFaultsOn()));
        if (azure.isOffered()) {
            // Many have an account of their own for such things: let them choose.
            var admins = new OneProvider(
                    registrations, Providers.AZURE, current::isAdmin, Map.of("prompt", "select_account"), Map.of());
            http.oauth2Client(client -> client.authorizationCodeGrant(code ->
                    code.authorizationRequestResolver(admins).authorizationRequestRepository(admins)));
        }
        http.logout(logout -> logout.logoutUrl("/sign-out")
                .addLogoutHandler(azureTokens)
                .logoutSuccessHandler(endProvidersSession(registrations)));
        http.headers(AbstractHttpConfigurer::disable); // Every answer has them, not only these: see AnswerHeaders.
        return http.build();
    }

    /** Where a sign-in cannot begin, it is most often the session that cannot be written: told as everywhere. */
    private static ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter> passingFaultsOn() {
        return new ObjectPostProcessor<>() {
            @Override
            public <T extends OAuth2AuthorizationRequestRedirectFilter> T postProcess(T filter) {
                filter.setAuthenticationFailureHandler((request, response, why) -> {
                    throw new ServletException(why);
                });
                return filter;
            }
        };
    }

    /** Remembers only to which page a person was going: what a form or a provider sent, secrets among it, is not kept. */
    private static HttpSessionRequestCache withoutMarkInTheAddress() {
        var cache = new HttpSessionRequestCache();
        cache.setMatchingRequestParameterName(null);
        cache.setRequestMatcher(request -> GET.matches(request.getMethod())
                && !request.getRequestURI().startsWith("/authorized/")
                && String.valueOf(request.getHeader(HttpHeaders.ACCEPT)).contains(MediaType.TEXT_HTML_VALUE));
        return cache;
    }

    private static OidcClientInitiatedLogoutSuccessHandler endProvidersSession(
            ClientRegistrationRepository registrations) {
        var handler = new OidcClientInitiatedLogoutSuccessHandler(registrations);
        handler.setPostLogoutRedirectUri("{baseUrl}/signed-out");
        handler.setDefaultTargetUrl("/signed-out");
        return handler;
    }
}
