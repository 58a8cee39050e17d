package org.privatelink.portal.signin;

import java.util.Base64;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.AccountProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor;
import org.springframework.security.crypto.encrypt.AesBytesEncryptor.CipherAlgorithm;
import org.springframework.security.crypto.encrypt.BytesEncryptor;
import org.springframework.security.crypto.keygen.KeyGenerators;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes tokens fit for the database: AES-256 in Galois/Counter Mode, with a key that the database does not know. */
@Component
class TokenSafe {

    private static final Logger log = LoggerFactory.getLogger(TokenSafe.class);
    private static final int NONCE = 16;

    private final BytesEncryptor cipher;
    private final JsonMapper json;

    TokenSafe(AccountProperties properties, JsonMapper json) {
        byte[] key = Base64.getDecoder().decode(properties.tokenKey());
        this.cipher = new AesBytesEncryptor(
                new SecretKeySpec(key, "AES"), KeyGenerators.secureRandom(NONCE), CipherAlgorithm.GCM);
        this.json = json;
    }

    /** With whom they belong to: moved to another row they are worth nothing. */
    private record Sealed(String signIn, PersonTokens tokens) {

        @Override
        public String toString() {
            return "Sealed[hidden]";
        }
    }

    byte[] seal(String signIn, PersonTokens tokens) {
        return cipher.encrypt(json.writeValueAsBytes(new Sealed(signIn, tokens)));
    }

    /** Empty for what was sealed with another key, for another sign-in, or was changed since. */
    Optional<PersonTokens> open(String signIn, byte @Nullable [] sealed) {
        if (sealed == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readValue(cipher.decrypt(sealed), Sealed.class))
                    .filter(each -> each.signIn().equals(signIn))
                    .map(Sealed::tokens);
        } catch (RuntimeException unreadable) {
            // Its text may hold some of what was sealed.
            log.warn("The tokens of a sign-in cannot be opened: portal.account.token-key has changed?");
            return Optional.empty();
        }
    }
}
