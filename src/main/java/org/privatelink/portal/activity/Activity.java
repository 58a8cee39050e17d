package org.privatelink.portal.activity;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A recorded act.
 *
 * @param outcome null while nothing is known yet
 * @param message what Platform said, free of secrets
 */
public record Activity(
        String id,
        Act act,
        String sandbox,
        @Nullable String subjectId,
        String subjectName,
        Map<String, String> facts,
        String personName,
        Instant begunAt,
        @Nullable Outcome outcome,
        @Nullable String requestId,
        @Nullable String message,
        @Nullable Instant notedAt) {

    /** Ids of things that fitted before the act began. */
    Set<String> before() {
        return Set.copyOf(facts.getOrDefault(Intent.BEFORE, "").lines().toList());
    }

    /** Whether what comes of the one may be taken for what comes of the other, where they have one name. */
    boolean wantsAs(Activity other) {
        return wanted().equals(other.wanted());
    }

    private Map<String, String> wanted() {
        Map<String, String> wanted = new HashMap<>(facts);
        wanted.remove(Intent.BEFORE);
        return wanted;
    }

    public boolean isSettled() {
        return outcome != null && outcome.isSettled();
    }
}
