package org.privatelink.portal.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.privatelink.portal.account.AccountProperties;
import org.privatelink.portal.account.Person;
import org.springframework.stereotype.Component;

/**
 * A mark in each form that tells whose page it was, without telling who that is: when the form arrives, the session may
 * be gone. Only this portal can make one, at whichever instance.
 */
@Component
final class Seal {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int LENGTH = 16;

    /** HKDF-Expand of RFC 5869, one block: purpose, then the block's number. */
    private static final String PURPOSE = "seal of forms\u0001";

    private final SecretKeySpec key;

    /** Derived from what every instance has and nobody else, so that what is kept under that key and the seals tell nothing of each other. */
    Seal(AccountProperties properties) {
        byte[] shared = Base64.getDecoder().decode(properties.tokenKey());
        this.key = new SecretKeySpec(hmac(new SecretKeySpec(shared, ALGORITHM), PURPOSE), ALGORITHM);
    }

    /** The same for all forms of a person. */
    String of(Person person) {
        String owner = owner(person);
        return owner + "." + hash("seal " + owner);
    }

    /** Whose a form is, comparable with {@link #owner}; empty where the portal has not made the seal. */
    Optional<String> opened(String seal) {
        int dot = seal.indexOf('.');
        String owner = dot < 0 ? "" : seal.substring(0, dot);
        return isSame(seal, owner + "." + hash("seal " + owner)) ? Optional.of(owner) : Optional.empty();
    }

    String owner(Person person) {
        return hash("owner " + person.id());
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    private String hash(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hmac(key, text), LENGTH));
    }

    private static byte[] hmac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
