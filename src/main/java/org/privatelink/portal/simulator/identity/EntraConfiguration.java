package org.privatelink.portal.simulator.identity;

import static org.springframework.security.config.Customizer.withDefaults;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.util.List;
import org.privatelink.portal.simulator.SimulatorProperties;
import org.privatelink.portal.simulator.Store;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.DelegatingOAuth2TokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.JwtGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2RefreshTokenGenerator;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenGenerator;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/**
 * A second provider whose paths are like those of Microsoft's Entra. It shares the browser's session with the first
 * and nothing in it, so that signing in to one is not signing in to the other. Its parts are no beans: Spring Security
 * would give them to the first provider too.
 */
@Configuration(proxyBeanMethods = false)
class EntraConfiguration {

    private static final String SIGN_IN = "/entra/sign-in";

    private final JWKSource<SecurityContext> keys;

    EntraConfiguration(Store store) {
        this.keys = new ImmutableJWKSet<>(new JWKSet(SigningKey.in(store, "entra-key-1")));
    }

    @Bean
    EntraTokens entraTokens() {
        return new EntraTokens(keys);
    }

    @Bean
    @Order(2)
    SecurityFilterChain entra(HttpSecurity http, SimulatorProperties properties) throws Exception {
        http.securityMatcher("/entra/**");
        http.setSharedObject(JWKSource.class, keys);
        http.with(new OAuth2AuthorizationServerConfigurer(), server -> server.authorizationServerSettings(settings())
                .registeredClientRepository(
                        new InMemoryRegisteredClientRepository(Clients.azure(properties.portalUrl())))
                .tokenGenerator(generator())
                .oidc(withDefaults()));
        http.oauth2ResourceServer(
                it -> it.jwt(jwt -> jwt.decoder(OAuth2AuthorizationServerConfiguration.jwtDecoder(keys))));
        http.authorizeHttpRequests(requests ->
                requests.requestMatchers(SIGN_IN).permitAll().anyRequest().authenticated());
        http.userDetailsService(Person.known(Person::objectId));
        http.formLogin(it -> it.loginPage(SIGN_IN));
        http.exceptionHandling(it -> it.authenticationEntryPoint(new LoginUrlAuthenticationEntryPoint(SIGN_IN)));
        http.headers(headers -> headers.contentSecurityPolicy(
                        it -> it.policyDirectives(IdentityConfiguration.contentSecurityPolicy(properties)))
                .referrerPolicy(withDefaults()));
        keepApart(http);
        return http.build();
    }

    private static void keepApart(HttpSecurity http) throws Exception {
        HttpSessionSecurityContextRepository people = new HttpSessionSecurityContextRepository();
        people.setSpringSecurityContextKey("ENTRA_SECURITY_CONTEXT");
        HttpSessionRequestCache requests = new HttpSessionRequestCache();
        requests.setSessionAttrName("ENTRA_SAVED_REQUEST");
        HttpSessionCsrfTokenRepository forms = new HttpSessionCsrfTokenRepository();
        forms.setSessionAttributeName("ENTRA_CSRF_TOKEN");
        http.securityContext(it -> it.securityContextRepository(people));
        http.requestCache(it -> it.requestCache(requests));
        http.csrf(it -> it.csrfTokenRepository(forms));
    }

    private static AuthorizationServerSettings settings() {
        return AuthorizationServerSettings.builder()
                .authorizationEndpoint("/entra/oauth2/v2.0/authorize")
                .tokenEndpoint("/entra/oauth2/v2.0/token")
                .jwkSetEndpoint("/entra/discovery/v2.0/keys")
                .pushedAuthorizationRequestEndpoint("/entra/oauth2/v2.0/par")
                .tokenRevocationEndpoint("/entra/oauth2/v2.0/revoke")
                .tokenIntrospectionEndpoint("/entra/oauth2/v2.0/introspect")
                .oidcUserInfoEndpoint("/entra/oidc/userinfo")
                .oidcLogoutEndpoint("/entra/oauth2/v2.0/logout")
                .build();
    }

    private OAuth2TokenGenerator<?> generator() {
        JwtGenerator tokens = new JwtGenerator(new NimbusJwtEncoder(keys));
        tokens.setJwtCustomizer(EntraConfiguration::addClaims);
        return new DelegatingOAuth2TokenGenerator(tokens, new OAuth2RefreshTokenGenerator());
    }

    private static void addClaims(JwtEncodingContext context) {
        Person person = Person.by(Person::objectId, context.getPrincipal().getName())
                .orElseThrow();
        String origin = context.getAuthorizationServerContext().getIssuer();
        context.getClaims()
                .issuer(origin + EntraTokens.ISSUER)
                .claim("oid", person.objectId())
                .claim("upn", person.email())
                .claim("name", person.fullName());
        if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            context.getClaims().audience(List.of(EntraTokens.AUDIENCE));
        }
    }
}
