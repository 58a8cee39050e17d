package org.privatelink.portal.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * What one row tells.
 *
 * @param event name of an act, or of what else happens
 * @param reason why it went so, in a word
 * @param actId of the recorded act, whose rows the digest covers
 * @param requestId Platform's or Azure's
 * @param message what they said, free of secrets
 * @param times how many of the kind the row stands for
 * @param digest over the act as it is kept
 */
record Entry(
        Instant at,
        String event,
        Result result,
        @Nullable String reason,
        Who who,
        Target target,
        Scene scene,
        @Nullable String actId,
        @Nullable String requestId,
        @Nullable String message,
        int times,
        @Nullable String digest) {

    static Entry of(Instant at, String event, Result result, Who who, Target target) {
        return new Entry(at, event, result, null, who, target, Scene.present(), null, null, null, 1, null);
    }

    Entry because(@Nullable String word) {
        return new Entry(at, event, result, word, who, target, scene, actId, requestId, message, times, digest);
    }

    Entry ofAct(String id) {
        return new Entry(at, event, result, reason, who, target, scene, id, requestId, message, times, digest);
    }

    Entry told(@Nullable String upstreamId, @Nullable String said) {
        return new Entry(at, event, result, reason, who, target, scene, actId, upstreamId, said, times, digest);
    }

    Entry on(Target thing) {
        return new Entry(at, event, result, reason, who, thing, scene, actId, requestId, message, times, digest);
    }

    Entry times(int many) {
        return new Entry(at, event, result, reason, who, target, scene, actId, requestId, message, many, digest);
    }

    Entry covering(@Nullable String fingerprint) {
        return new Entry(at, event, result, reason, who, target, scene, actId, requestId, message, times, fingerprint);
    }

    Entry from(Scene place) {
        return new Entry(at, event, result, reason, who, target, place, actId, requestId, message, times, digest);
    }

    /** What no database keeps is replaced, and what does not fit is cut, before anything is made of it. */
    Entry storable() {
        return new Entry(
                at.truncatedTo(ChronoUnit.MICROS),
                event,
                result,
                kept(reason, 80),
                new Who(kept(who.id(), 256), kept(who.name(), 256), kept(who.roles(), 80)),
                new Target(kept(target.sandbox(), 256), kept(target.id(), 512), kept(target.name(), 1024)),
                new Scene(scene.way(), kept(scene.correlation(), 64), kept(scene.address(), 64)),
                actId,
                kept(requestId, 256),
                kept(message, 2000),
                times,
                digest);
    }

    private static @Nullable String kept(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        StringBuilder kept = new StringBuilder();
        text.codePoints()
                .map(point -> point == 0 || Character.getType(point) == Character.SURROGATE ? '\uFFFD' : point)
                .takeWhile(point -> kept.length() + Character.charCount(point) <= longest)
                .forEachOrdered(kept::appendCodePoint);
        return kept.toString();
    }
}
