package org.privatelink.portal.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.Acting;
import org.privatelink.portal.platform.PlatformException;
import org.privatelink.portal.platform.Reads;
import org.springframework.stereotype.Component;

/**
 * Where Platform is called in people's own names: lets them into a sandbox when Platform lets them read sources there.
 * Lists and timelines are read by the portal's credential for everybody, and show nobody more than Adobe would.
 */
@Component
class SandboxRights {

    private final Told<Right, Boolean> told;

    private record Right(Acting.Self self, String sandbox) {}

    /** @param unanswered why Platform did not say it of every sandbox; null when it did */
    record Opened(Set<String> sandboxes, @Nullable PlatformException unanswered) {

        static Opened none(PlatformException failure) {
            return new Opened(Set.of(), Told.isRefusal(failure) ? null : failure);
        }
    }

    SandboxRights(SandboxClient client, SandboxProperties properties, Patience patience, Reads reads, Clock clock) {
        this.told = new Told<>(
                right -> look(client, right), properties.rightFresh(), properties.grace(), patience, reads, clock);
    }

    private static boolean look(SandboxClient client, Right right) {
        client.look(right.sandbox());
        return true;
    }

    /**
     * Throws what Platform says to somebody who may not.
     *
     * @param servesOn whether it is enough, while Platform is silent, that it let them do so before
     */
    void check(Sandbox sandbox, boolean servesOn) {
        right(sandbox.name()).ifPresent(right -> told.get(right, servesOn));
    }

    /** Without an answer that comes in time nobody sees more. */
    Opened open(Collection<String> sandboxes) {
        Set<String> open = new HashSet<>();
        PlatformException unanswered = null;
        var asked = told.ask(rights(sandboxes));
        for (String sandbox : sandboxes) {
            PlatformException failure = right(sandbox).map(right -> asked.glance(right).failure()).orElse(null);
            if (failure == null) {
                open.add(sandbox);
            } else if (!Told.isRefusal(failure)) {
                unanswered = failure;
            }
        }
        return new Opened(open, unanswered);
    }

    /** Those that Platform lets the person see; throws when it does not tell. */
    List<Sandbox> allowed(List<Sandbox> sandboxes) {
        var asked = told.ask(rights(sandboxes.stream().map(Sandbox::name).toList()));
        return sandboxes.stream()
                .filter(sandbox -> right(sandbox.name()).map(right -> allow(asked, right)).orElse(true))
                .toList();
    }

    private static boolean allow(Told<Right, Boolean>.Asked asked, Right right) {
        try {
            return asked.get(right, true);
        } catch (PlatformException failure) {
            if (Told.isRefusal(failure)) {
                return false;
            }
            throw failure;
        }
    }

    /** When Platform last said that the person may see it, where that is longer ago than it should be. */
    Optional<Instant> oldSince(String sandbox) {
        return right(sandbox).flatMap(told::oldSince);
    }

    private static List<Right> rights(Collection<String> sandboxes) {
        return sandboxes.stream().flatMap(sandbox -> right(sandbox).stream()).toList();
    }

    /** Nobody's, where Platform is called in the portal's name. */
    private static Optional<Right> right(String sandbox) {
        return Acting.self().map(self -> new Right(self, sandbox));
    }
}
