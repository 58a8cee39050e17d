package org.privatelink.portal.session;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A form that came too late, in the session of the browser that sent it.
 *
 * @param page path of the page that shows it again
 * @param owner the person whose page it was, as {@link Seal#owner} has it; empty where this portal has not given
 *     the form out, so that nothing but the page is kept
 * @param fields what may be kept of what was typed; never a secret
 */
record Draft(String page, String owner, Map<String, String> fields, Instant keptAt) implements Serializable {

    static final String ATTRIBUTE = "portal.draft";
    static final Duration LIFE = Duration.ofHours(1);

    boolean isOf(String person, Instant now) {
        return (owner.isEmpty() || owner.equals(person)) && now.isBefore(keptAt.plus(LIFE));
    }

    @Override
    public String toString() {
        return "draft for " + page;
    }
}
