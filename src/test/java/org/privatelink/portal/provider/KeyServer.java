package org.privatelink.portal.provider;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

/** What of a provider signs tokens and publishes the key to check them with; it can be made to fail. */
final class KeyServer implements AutoCloseable {

    static final String ISSUER = "https://provider.example.com";

    final AtomicInteger asked = new AtomicInteger();
    volatile boolean down;
    private final RSAKey key;
    private final HttpServer server;

    KeyServer() throws Exception {
        key = key();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        publish("/keys", new JWKSet(key.toPublicJWK()).toString());
        publish("/.well-known/openid-configuration", """
                {"issuer": "%1$s", "authorization_endpoint": "%1$s/authorize", "token_endpoint": "%1$s/token",
                 "jwks_uri": "%1$s/keys", "userinfo_endpoint": "%1$s/who", "subject_types_supported": ["public"],
                 "response_types_supported": ["code"], "id_token_signing_alg_values_supported": ["RS256"]}
                """.formatted(address()));
        server.start();
    }

    private void publish(String path, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        server.createContext(path, exchange -> {
            asked.incrementAndGet();
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(down ? 503 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    /** Issuer of those who discover it; {@link #registration} has another. */
    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    ClientRegistration registration() {
        return ClientRegistration.withRegistrationId("ims")
                .clientId("portal")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("https://portal.example.com/login/oauth2/code/ims")
                .authorizationUri(ISSUER + "/authorize")
                .tokenUri(ISSUER + "/token")
                .issuerUri(ISSUER)
                .jwkSetUri(address() + "/keys")
                .build();
    }

    String sign(JWTClaimsSet claims) throws Exception {
        return sign(claims, key, "one", "");
    }

    String sign(JWTClaimsSet claims, String keyId) throws Exception {
        return sign(claims, key, keyId, "");
    }

    String signAs(String type, JWTClaimsSet claims) throws Exception {
        return sign(claims, key, "one", type);
    }

    /** By somebody who only has the key's name. */
    static String forge(String type, JWTClaimsSet claims) throws Exception {
        return sign(claims, key(), "one", type);
    }

    private static String sign(JWTClaimsSet claims, RSAKey by, String keyId, String type) throws Exception {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId);
        if (!type.isEmpty()) {
            header.type(new JOSEObjectType(type));
        }
        SignedJWT token = new SignedJWT(header.build(), claims);
        token.sign(new RSASSASigner(by));
        return token.serialize();
    }

    private static RSAKey key() throws Exception {
        return new RSAKeyGenerator(2048).keyID("one").generate();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
