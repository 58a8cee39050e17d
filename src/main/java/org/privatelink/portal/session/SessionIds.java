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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.session.SessionIdGenerator;
import org.springframework.session.web.http.DefaultCookieSerializer;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * A session is known in the database by a hash of what the browser holds: whoever reads the database, or a copy of it, can
 * use none of the sessions in it. An id that follows another of the same browser sorts after it, so that {@link #UPDATE}
 * can tell the two apart.
 */
final class SessionIds extends DefaultCookieSerializer implements SessionIdGenerator {

    /**
     * A request that was under way at a sign-in does not bring back what it has seen: with the id of before the new one would
     * be worth nothing and the old one good again, and with a stranger's time the session would end after that.
     */
    static final String UPDATE =
            """
            UPDATE %TABLE_NAME%
            SET SESSION_ID = GREATEST(SESSION_ID, ?), LAST_ACCESS_TIME = GREATEST(LAST_ACCESS_TIME, ?),
                MAX_INACTIVE_INTERVAL = GREATEST(?, CASE WHEN PRINCIPAL_NAME IS NULL THEN 0 ELSE MAX_INACTIVE_INTERVAL END),
                EXPIRY_TIME = GREATEST(EXPIRY_TIME, ?), PRINCIPAL_NAME = COALESCE(?, PRINCIPAL_NAME)
            WHERE PRIMARY_ID = ?
            """;

    private static final int RANDOM_BYTES = 32;
    /** As many as make the 36 characters of the table's column, with the count before. */
    private static final int HASH_BYTES = 24;
    private static final int COUNTS = 0x10000;
    private static final String COUNT = SessionIds.class.getName() + ".count";
    private static final Pattern COUNTED = Pattern.compile("([0-9a-f]{4})[\\w-]{43}");

    private final SecureRandom random = new SecureRandom();
    /** What was made for a session whose cookie is written at the end of the same request. */
    private final Cache<String, String> unwritten =
            Caffeine.newBuilder().expireAfterWrite(Duration.ofMinutes(5)).maximumSize(100_000).build();

    @Override
    public String generate() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        String held = "%04x".formatted(next()) + text(bytes);
        String id = known(held);
        unwritten.put(id, held);
        return id;
    }

    private int next() {
        return RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes present
                ? after(present.getRequest())
                : 0;
    }

    /** One more than what the browser of this request holds, or was given in it. Whoever makes up the last one begins anew. */
    private int after(HttpServletRequest request) {
        int before = request.getAttribute(COUNT) instanceof Integer given ? given : held(request);
        int next = (before + 1) % COUNTS;
        request.setAttribute(COUNT, next);
        return next;
    }

    private int held(HttpServletRequest request) {
        return super.readCookieValues(request).stream()
                .map(COUNTED::matcher)
                .filter(Matcher::matches)
                .mapToInt(counted -> Integer.parseInt(counted.group(1), 16))
                .max()
                .orElse(-1);
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

    /** The id of the session whose cookie has this value; one that no session has, for a value that was never given out. */
    static String known(String held) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(held.getBytes(StandardCharsets.UTF_8));
            return (COUNTED.matcher(held).matches() ? held.substring(0, 4) : "") + text(Arrays.copyOf(hash, HASH_BYTES));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
