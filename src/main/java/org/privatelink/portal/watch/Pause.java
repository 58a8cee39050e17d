package org.privatelink.portal.watch;

import java.time.Duration;

/**
 * How long until the next look. Chance, from 0 to 1, takes up to a fifth off, so that sandboxes and portals that
 * started together do not stay together.
 */
final class Pause {

    private Pause() {}

    static Duration after(boolean underWay, WatchProperties properties, double chance) {
        return spread(underWay ? properties.often() : properties.seldom(), chance);
    }

    /**
     * @param failures in a row, this one included
     * @param atLeast what Platform asked for: never cut short, and spread the other way
     */
    static Duration afterFault(int failures, Duration atLeast, WatchProperties properties, double chance) {
        Duration own = spread(doubled(properties.often(), failures - 1, properties), chance);
        Duration asked = atLeast.plus(atLeast.dividedBy(5).multipliedBy(Math.round(chance * 100)).dividedBy(100));
        return own.compareTo(asked) > 0 ? own : asked;
    }

    static Duration doubled(Duration pause, int times, WatchProperties properties) {
        return shorter(pause.multipliedBy(1L << Math.min(times, 20)), properties.longestPause());
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private static Duration spread(Duration whole, double chance) {
        return whole.minus(whole.dividedBy(5).multipliedBy(Math.round(chance * 100)).dividedBy(100));
    }
}
