package org.privatelink.portal.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over values in their order, each in UTF-8 behind its length in bytes and a colon, what is missing as a dash.
 * No two different lists of values read the same.
 */
final class Fingerprint {

    private final MessageDigest digest;

    /** @param format name and version of what follows */
    Fingerprint(String format) {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
        with(format);
    }

    Fingerprint with(@Nullable Object value) {
        if (value == null) {
            digest.update((byte) '-');
        } else {
            byte[] text = value.toString().getBytes(StandardCharsets.UTF_8);
            digest.update((text.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(text);
        }
        return this;
    }

    String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
