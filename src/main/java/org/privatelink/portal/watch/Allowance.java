package org.privatelink.portal.watch;

/**
 * How much of the organisation's allowance is taken.
 *
 * @param used endpoints that certainly count: at least so many
 * @param limit over all sandboxes of the type
 * @param production of which type
 * @param complete whether every sandbox of the type could be read
 */
public record Allowance(int used, int limit, boolean production, boolean complete) {

    public boolean isExhausted() {
        return used >= limit;
    }

    /** For a meter: never more than the limit. */
    public int shown() {
        return Math.min(used, limit);
    }
}
