package org.privatelink.portal.audit;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;

/** Whoever a row is about; nothing is known of somebody who has not signed in. */
record Who(@Nullable String id, @Nullable String name, @Nullable String roles) {

    static final Who NOBODY = new Who(null, null, null);

    static Who of(@Nullable Person person) {
        if (person == null) {
            return NOBODY;
        }
        String roles = person.roles().stream().sorted().map(Enum::name).collect(Collectors.joining(" "));
        return new Who(person.id(), person.name(), roles.isEmpty() ? null : roles);
    }
}
