package org.privatelink.portal.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.web.http.DefaultCookieSerializer;

/**
 * A session is known in the database by a hash of what the browser holds: whoever reads the database, or a copy of it, can
 * use none of the sessions in it.
 */
final class SessionIds extends DefaultCookieSerializer implements SessionIdGenerator {

    private static final int RANDOM_BYTES = 32;
    /** As many as make the 36 characters of the table's column. */
    private static final int HASH_BYTES = 27;

    private final SecureRandom random = new SecureRandom();
    /** What was made for a session whose cookie is written at the end of the same request. */
    private final Cache<String, String> unwritten =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(5)).maximumSize(100_000).build();

    @Override
    public String generate() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String held = text(bytes);
        String id = known(held);
        unwritten.put(id, held);
        return id;
    }

    @Override
    public List<String> readCookieValues(HttpServletRequest request) {
        return super.readCookieValues(request).stream().map(SessionIds::known).toList();
    }

    @Override
    public void writeCookieValue(CookieValue cookie) {
        String id = cookie.getCookieValue();
        String held = id.isEmpty() ? id : unwritten.getIfPresent(id);
        if (held != null) {
            super.writeCookieValue(new CookieValue(cookie.getRequest(), cookie.getResponse(), held));
            unwritten.invalidate(id);
        }
    }

    /** The id of the session whose cookie has this value. */
    static String known(String held) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(held.getBytes(StandardCharsets.UTF_8));
            return text(Arrays.copyOf(hash, HASH_BYTES));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
