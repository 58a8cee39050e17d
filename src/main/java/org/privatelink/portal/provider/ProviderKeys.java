package org.privatelink.portal.provider;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder.JwkSetUriJwtDecoderBuilder;

/**
 * The people's provider's keys, for tokens that anybody may send: one that names an unknown key has them fetched anew,
 * but no more than twice in ten seconds, and never for long.
 */
final class ProviderKeys {

    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256);
    private static final Duration BETWEEN = Duration.ofSeconds(10);
    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration READ = Duration.ofSeconds(4);
    private static final int LARGEST = 256 * 1024;

    private ProviderKeys() {}

    static JwkSetUriJwtDecoderBuilder decoder(ClientRegistration people) {
        String address = Objects.requireNonNull(people.getProviderDetails().getJwkSetUri());
        var selector = new JWSVerificationKeySelector<>(ALGORITHMS, source(url(address)));
        return NimbusJwtDecoder.withJwkSetUri(address)
                .jwtProcessorCustomizer(tokens -> tokens.setJWSKeySelector(selector));
    }

    private static JWKSource<SecurityContext> source(URL address) {
        var wire = new DefaultResourceRetriever((int) CONNECT.toMillis(), (int) READ.toMillis(), LARGEST);
        return JWKSourceBuilder.<SecurityContext>create(address, wire)
                .cache(KEPT.toMillis(), CONNECT.plus(READ).toMillis())
                // It would need a thread of its own.
                .refreshAheadCache(false)
                .rateLimited(BETWEEN.toMillis())
                .build();
    }

    private static URL url(String address) {
        try {
            return URI.create(address).toURL();
        } catch (MalformedURLException unfit) {
            throw new IllegalArgumentException(unfit);
        }
    }
}
