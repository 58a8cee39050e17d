package org.privatelink.portal.activity;

import java.time.Instant;
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

    public boolean isSettled() {
        return outcome != null && outcome.isSettled();
    }
}
