package org.privatelink.portal.simulator.identity;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** What an administrator has changed about the people since the start: their roles, their rights, whether they may come in. */
@Component
public class Directory {

    private final Map<String, Entry> changed = new ConcurrentHashMap<>();

    /**
     * A person at the provider.
     *
     * @param roles named in tokens from now on
     * @param enabled whether tokens are still given out
     * @param sources the right on Platform's sources: {@code manage}, {@code view} or {@code none}
     * @param authTime whether ID tokens say when the person signed in
     */
    record Entry(List<String> roles, boolean enabled, String sources, boolean authTime) {

        static Entry of(Person person) {
            String sources = switch (person) {
                case ENGINEER, ADMIN -> "manage";
                case SUPPORT -> "view";
                case NOBODY -> "none";
            };
            return new Entry(person.roles(), true, sources, true);
        }
    }

    Entry entry(Person person) {
        return changed.getOrDefault(person.userName(), Entry.of(person));
    }

    void change(Person person, Entry entry) {
        changed.put(person.userName(), entry);
    }

    void reset() {
        changed.clear();
    }

    /** What a token's subject may do with Platform's sources; a program may do everything. */
    public boolean may(String subject, String right) {
        String has = Person.by(Person::subject, subject).map(this::entry).map(Entry::sources).orElse("manage");
        return has.equals("manage") || has.equals(right);
    }
}
