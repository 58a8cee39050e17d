package org.privatelink.portal.security;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.POST;

import java.time.Clock;
import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.AccountProperties;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.Role;
import org.privatelink.portal.account.RolesMapper;
import org.privatelink.portal.limit.BadTokens;
import org.privatelink.portal.limit.LimitFilter;
import org.privatelink.portal.limit.Limits;
import org.privatelink.portal.provider.AccessTokens;
import org.privatelink.portal.session.SessionSecurity;
import org.privatelink.portal.signin.SignInSecurity;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.BearerTokenError;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.access.BearerTokenAccessDeniedHandler;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * The rule of every route of the API: a bearer token of the people's provider and nothing else. A session means nothing
 * here, so that no page of another site can use one.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurityConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ApiSecurityConfiguration.class);

    private static final String API = "/api/v1/**";
    private static final String[] ROLES = {Role.ENGINEER.name(), Role.ADMIN.name(), Role.SUPPORT.name()};
    private static final String[] CHANGERS = {Role.ENGINEER.name(), Role.ADMIN.name()};
    private static final AccessDeniedHandler REFUSAL = new BearerTokenAccessDeniedHandler();

    @Bean
    @Order(1)
    SecurityFilterChain api(
            HttpSecurity http,
            ClientRegistrationRepository registrations,
            AccountProperties properties,
            RolesMapper roles,
            SignInSecurity signIns,
            SessionSecurity sessions,
            AccountAnnouncer announcer,
            CurrentPerson current,
            Limits limits,
            Clock clock)
            throws Exception {
        if (properties.apiAudience().isBlank()) {
            log.info("portal.account.api-audience is not set: the API takes no token");
        }
        http.securityMatcher(API);
        BadTokens bad = new BadTokens(limits, announcer);
        AuthenticationEntryPoint challenge = announcer.challenging(bad.counting(challenge()));
        AccessDeniedHandler refusal = announcer.refusing(refusal());
        // The description holds nothing of anybody, and what reads it has no token: generators, pipelines, checks.
        http.authorizeHttpRequests(routes -> routes
                .requestMatchers(GET, "/api/v1/openapi.json").permitAll()
                .requestMatchers(HEAD, "/api/v1/openapi.json").permitAll()
                .requestMatchers(POST, "/api/v1/sandboxes/*/requests/*/decision").hasRole(Role.ADMIN.name())
                .requestMatchers(GET, API).hasAnyRole(ROLES)
                .requestMatchers(HEAD, API).hasAnyRole(ROLES)
                .anyRequest().hasAnyRole(CHANGERS));
        http.oauth2ResourceServer(tokens -> tokens
                .jwt(jwt -> jwt.decoder(AccessTokens.decoder(registrations, properties, clock))
                        .jwtAuthenticationConverter(token -> person(token, roles)))
                .authenticationEntryPoint(challenge)
                .accessDeniedHandler(refusal)
                .withObjectPostProcessor(tellingFaultsOfTheProvider(challenge, bad)));
        http.addFilterBefore(bad, BearerTokenAuthenticationFilter.class);
        signIns.applyToTokens(http);
        sessions.applyToTokens(http);
        http.addFilterAfter(new LimitFilter(limits, current, announcer), BearerTokenAuthenticationFilter.class);
        http.addFilterAfter(new OtherSites(announcer), BearerTokenAuthenticationFilter.class);
        http.exceptionHandling(faults -> faults.authenticationEntryPoint(challenge).accessDeniedHandler(refusal));
        http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS));
        http.csrf(csrf -> csrf.disable());
        http.requestCache(cache -> cache.disable());
        http.logout(logout -> logout.disable());
        http.headers(AbstractHttpConfigurer::disable);
        return http.build();
    }

    private static JwtAuthenticationToken person(Jwt token, RolesMapper roles) {
        return new JwtAuthenticationToken(token, roles.authorities(token.getClaims()).toList());
    }

    /** Status and challenge as the standard has them (RFC 6750), without what the check of the token said. */
    private static AuthenticationEntryPoint challenge() {
        return (request, response, why) -> {
            boolean sent = why instanceof OAuth2AuthenticationException;
            BearerTokenError wrong =
                    sent && ((OAuth2AuthenticationException) why).getError() instanceof BearerTokenError error ? error : null;
            response.setHeader(
                    HttpHeaders.WWW_AUTHENTICATE,
                    wrong == null ? "Bearer" : "Bearer error=\"" + wrong.getErrorCode() + "\"");
            response.sendError((wrong == null ? HttpStatus.UNAUTHORIZED : wrong.getHttpStatus()).value());
        };
    }

    private static AccessDeniedHandler refusal() {
        return (request, response, why) -> {
            REFUSAL.handle(request, response, why);
            response.sendError(response.getStatus());
        };
    }

    /** When the provider's keys cannot be had, the token may well be good. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> tellingFaultsOfTheProvider(
            AuthenticationEntryPoint challenge, BadTokens bad) {
        AuthenticationFailureHandler told = (request, response, why) -> {
            if (why instanceof AuthenticationServiceException) {
                bad.count(request);
                log.warn("Tokens cannot be checked: {}", why.getMessage());
                response.setHeader(HttpHeaders.RETRY_AFTER, "10");
                response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
            } else {
                challenge.commence(request, response, why);
            }
        };
        return new ObjectPostProcessor<>() {
            @Override
            public <T extends BearerTokenAuthenticationFilter> T postProcess(T filter) {
                filter.setAuthenticationFailureHandler(told);
                return filter;
            }
        };
    }
}
