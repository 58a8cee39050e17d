package org.privatelink.portal.api;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Versions of what is told: another one as soon as anything in it is another. */
@Component
class Tags {

    private final JsonMapper json;

    Tags(JsonMapper json) {
        this.json = json;
    }

    String of(Object told) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json.writeValueAsBytes(told));
            return '"' + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 16)) + '"';
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** As it stands in a header, whether or not its source puts the quotes. */
    static String quoted(String version) {
        return version.startsWith("\"") || version.startsWith("W/") ? version.replaceFirst("^W/", "") : '"' + version + '"';
    }

    /** A proxy that compresses an answer makes its tag a weak one. */
    static boolean matches(String ifMatch, String tag) {
        return Arrays.stream(ifMatch.split(",")).map(each -> each.strip().replaceFirst("^W/", "")).anyMatch(tag::equals);
    }
}
