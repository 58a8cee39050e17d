package org.privatelink.portal.simulator.identity;

import static org.springframework.security.config.Customizer.withDefaults;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.privatelink.portal.simulator.SimulatorProperties;
import org.privatelink.portal.simulator.Store;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.IdTokenClaimNames;
import org.springframework.security.oauth2.core.oidc.OidcUserInfo;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.oidc.authentication.OidcLogoutAuthenticationProvider;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.util.matcher.RegexRequestMatcher;

/** An OpenID provider whose paths are those of Adobe's IMS. Its issuer is the address that it is asked at. */
@Configuration(proxyBeanMethods = false)
class IdentityConfiguration {

    /** For whom access tokens are meant. */
    private static final String PORTAL = "private-link-portal";
    private static final String AUTHORIZE = "/ims/authorize/v2";

    private final SignInAgain again;

    IdentityConfiguration(Clock clock) {
        this.again = new SignInAgain(AUTHORIZE, clock);
    }

    @Bean
    @Order(1)
    SecurityFilterChain provider(HttpSecurity http, SimulatorProperties properties, Directory directory) throws Exception {
        SignOut signOut = new SignOut(properties.portalUrl());
        OAuth2AuthorizationServerConfigurer provider = new OAuth2AuthorizationServerConfigurer();
        http.securityMatcher(provider.getEndpointsMatcher());
        http.addFilterBefore(again, SecurityContextHolderFilter.class);
        http.with(
                provider,
                server -> server.tokenEndpoint(token -> token.accessTokenRequestConverter(new CommaScopes()))
                        .oidc(oidc -> oidc.userInfoEndpoint(
                                        userInfo -> userInfo.userInfoMapper(context -> new OidcUserInfo(claims(
                                                Person.by(Person::subject, context.getAuthorization().getPrincipalName())
                                                        .orElseThrow(),
                                                directory))))
                                .logoutEndpoint(logout -> logout.errorResponseHandler(signOut)
                                        .authenticationProviders(providers -> providers.forEach(it -> {
                                            if (it instanceof OidcLogoutAuthenticationProvider known) {
                                                known.setAuthenticationValidator(signOut);
                                            }
                                        })))));
        http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated());
        http.exceptionHandling(it -> it.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint("/sign-in")));
        http.oauth2ResourceServer(it -> it.jwt(withDefaults()));
        return http.build();
    }

    /** Platform and Resource Manager check their tokens themselves, each in its own words. */
    @Bean
    @Order(3)
    SecurityFilterChain machines(HttpSecurity http) throws Exception {
        http.securityMatchers(it -> it.requestMatchers("/data/foundation/**", "/simulator/**", "/inbox/*")
                .requestMatchers(new RegexRequestMatcher("/subscriptions/.*", null, true)));
        http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        http.csrf(it -> it.disable());
        http.sessionManagement(it -> it.disable());
        http.requestCache(it -> it.disable());
        return http.build();
    }

    @Bean
    @Order(4)
    SecurityFilterChain pages(HttpSecurity http, SimulatorProperties properties) throws Exception {
        http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll());
        http.formLogin(it -> it.loginPage("/sign-in").successHandler(again.new Noting()));
        http.headers(
                headers -> headers.contentSecurityPolicy(it -> it.policyDirectives(contentSecurityPolicy(properties)))
                        .referrerPolicy(withDefaults()));
        return http.build();
    }

    /** A browser counts the redirects after the form's submission as form actions too, up to the portal. */
    static String contentSecurityPolicy(SimulatorProperties properties) {
        String anyPort = properties.portalUrl().replaceFirst("(?<=[^/:]):\\d+$", "") + ":*";
        return "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' " + anyPort
                + "; base-uri 'none'; frame-ancestors 'none'";
    }

    @Bean
    AuthorizationServerSettings settings() {
        return AuthorizationServerSettings.builder()
                .authorizationEndpoint(AUTHORIZE)
                .tokenEndpoint("/ims/token/v3")
                .oidcUserInfoEndpoint("/ims/userinfo/v2")
                .jwkSetEndpoint("/ims/keys")
                .tokenRevocationEndpoint("/ims/revoke")
                .build();
    }

    @Bean
    RegisteredClientRepository clients(SimulatorProperties properties) {
        return new InMemoryRegisteredClientRepository(Clients.all(properties));
    }

    /** The name of a signed-in person is the subject, which becomes {@code sub}. */
    @Bean
    UserDetailsService people() {
        return Person.known(Person::subject);
    }

    @Bean
    JWKSource<SecurityContext> keys(Store store) {
        return new ImmutableJWKSet<>(new JWKSet(SigningKey.in(store, "simulator-key-1")));
    }

    @Bean
    JwtDecoder tokens(JWKSource<SecurityContext> keys) {
        return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims(Directory directory) {
        return context -> {
            String client = context.getRegisteredClient().getClientId();
            if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                context.getClaims().claim("client_id", client).audience(List.of(PORTAL));
            }
            if (Clients.PIPELINE.equals(client)) {
                context.getClaims().claim("roles", List.of("engineer"));
            }
            Person.by(Person::subject, context.getPrincipal().getName())
                    .ifPresent(person -> context.getClaims().claims(claims -> tell(person, directory, claims)));
        };
    }

    private static void tell(Person person, Directory directory, Map<String, Object> claims) {
        claims.putAll(claims(person, directory));
        if (!directory.entry(person).authTime()) {
            claims.remove(IdTokenClaimNames.AUTH_TIME);
        }
    }

    private static Map<String, Object> claims(Person person, Directory directory) {
        Directory.Entry entry = directory.entry(person);
        if (!entry.enabled()) {
            throw new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
        }
        return Map.of(
                "sub", person.subject(),
                "name", person.fullName(),
                "email", person.email(),
                "roles", entry.roles(),
                "groups", person.groups());
    }
}
