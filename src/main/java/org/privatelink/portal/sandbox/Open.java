package org.privatelink.portal.sandbox;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.PlatformException;

/**
 * What the portal keeps of several sandboxes, as far as a person may see it.
 *
 * @param things those of sandboxes that are known to be open
 * @param unanswered why others may be missing: Platform has not said in time whether the person may see their sandboxes;
 *     null when none is
 */
public record Open<T>(List<T> things, @Nullable PlatformException unanswered) {

    public boolean isPart() {
        return unanswered != null;
    }

    /** For what has to be whole. */
    public List<T> whole() {
        if (unanswered != null) {
            throw unanswered;
        }
        return things;
    }
}
