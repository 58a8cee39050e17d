package org.privatelink.portal.audit;

import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;
import org.springframework.stereotype.Component;

/** Whose rows somebody may see. The one place that decides it, for pages, files and searches. */
@Component
class Sight {

    /** Sandboxes by name; null for all there are and were. */
    @Nullable Collection<String> sandboxes(Person person) {
        return person.maySeeEverySandbox() ? null : person.sandboxes();
    }
}
