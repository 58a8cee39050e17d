package org.privatelink.portal.source;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.ProviderException;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A private key for Snowflake: a PKCS#8 PEM file of an RSA key, base64-encoded as a whole (contract 4.3). */
final class PrivateKeyRules {

    private static final int LEAST_BITS = 2048;
    private static final int SEQUENCE = 0x30;
    private static final Pattern PEM =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]++)-----((?:(?!-----)[\\s\\S])*+)-----END \\1-----(\\s*)");

    private PrivateKeyRules() {}

    /** @param passphrase name of the field that holds the passphrase */
    static List<Finding> check(String value, String passphrase, boolean hasPassphrase) {
        if (value.startsWith("-----BEGIN")) {
            return List.of(Finding.wrong("private-key-plain"));
        }
        byte[] decoded = decoded(value);
        String file = new String(decoded, StandardCharsets.ISO_8859_1);
        Matcher pem = PEM.matcher(file);
        if (!pem.find()) {
            return List.of(notPem(decoded, file));
        }
        List<Finding> findings = new ArrayList<>(switch (pem.group(1)) {
            case "PRIVATE KEY" -> plain(pem.group(2), passphrase, hasPassphrase);
            case "ENCRYPTED PRIVATE KEY" -> encrypted(pem.group(2), passphrase, hasPassphrase);
            default -> List.of(otherKind(pem.group(1)));
        });
        if (pem.group(3).contains("\n")) {
            findings.add(Finding.note("private-key-newline"));
        }
        return findings;
    }

    private static Finding notPem(byte[] decoded, String file) {
        if (file.contains("-----BEGIN")) {
            return Finding.wrong("private-key-broken");
        }
        boolean body = decoded.length > 0 && decoded[0] == SEQUENCE || file.matches("[A-Za-z0-9+/\\s]{200,}+={0,2}\\s*");
        return body ? Finding.wrong("private-key-body") : Finding.wrong("private-key");
    }

    private static Finding otherKind(String label) {
        if (label.contains("PUBLIC") || label.contains("CERTIFICATE")) {
            return Finding.wrong("private-key-public");
        }
        return switch (label) {
            case "RSA PRIVATE KEY" -> Finding.wrong("private-key-pkcs1");
            case "OPENSSH PRIVATE KEY" -> Finding.wrong("private-key-openssh");
            default -> Finding.wrong("private-key-rsa");
        };
    }

    private static List<Finding> plain(String body, String passphrase, boolean hasPassphrase) {
        try {
            var spec = new PKCS8EncodedKeySpec(decoded(body.replaceAll("\\s", "")));
            RSAPrivateKey key = (RSAPrivateKey) KeyFactory.getInstance("RSA").generatePrivate(spec);
            if (key.getModulus().bitLength() < LEAST_BITS) {
                return List.of(Finding.wrong("private-key-short", String.valueOf(key.getModulus().bitLength())));
            }
        } catch (GeneralSecurityException | ProviderException notRsa) {
            return List.of(Finding.wrong("private-key-rsa"));
        }
        return hasPassphrase ? List.of(Finding.warning("private-key-open").of(passphrase)) : List.of();
    }

    /** It is not opened here: the ways to encrypt are many, and Java knows some of them only. */
    private static List<Finding> encrypted(String body, String passphrase, boolean hasPassphrase) {
        byte[] content = decoded(body.replaceAll("\\s", ""));
        if (content.length == 0 || content[0] != SEQUENCE) {
            return List.of(Finding.wrong("private-key-broken"));
        }
        return hasPassphrase ? List.of() : List.of(Finding.wrong("private-key-passphrase").of(passphrase));
    }

    /** Nothing where it is not base64. */
    private static byte[] decoded(String text) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
