package org.privatelink.portal.sandbox;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import org.privatelink.portal.platform.Acting;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.PlatformException.NotAllowed;
import org.privatelink.portal.platform.PlatformException.NotFound;
import org.springframework.stereotype.Component;

/**
 * Where Platform is called in people's own names: lets them into a sandbox when Platform lets them read sources there.
 * Lists and timelines are read by the portal's credential for everybody, and show nobody more than Adobe would.
 */
@Component
class SandboxRights {

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final int MOST = 10_000;

    private final SandboxClient client;
    private final Cache<Right, Boolean> kept =
            Caffeine.newBuilder().maximumSize(MOST).expireAfterWrite(KEPT).build();

    private record Right(String person, String sandbox) {}

    SandboxRights(SandboxClient client) {
        this.client = client;
    }

    /** Throws what Platform says to somebody who may not. */
    void check(Sandbox sandbox) {
        check(sandbox.name());
    }

    private void check(String sandbox) {
        Acting.person().map(person -> new Right(person, sandbox)).ifPresent(right -> {
            if (kept.getIfPresent(right) == null) {
                client.look(right.sandbox());
                kept.put(right, true);
            }
        });
    }

    /** Without an answer nobody sees more. */
    boolean isOpen(String sandbox) {
        try {
            check(sandbox);
            return true;
        } catch (PlatformException unanswered) {
            return false;
        }
    }

    boolean allow(Sandbox sandbox) {
        try {
            check(sandbox);
            return true;
        } catch (NotAllowed | NotFound refused) {
            return false;
        }
    }
}
