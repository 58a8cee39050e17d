package org.privatelink.portal.audit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.privatelink.portal.account.Person;
import org.springframework.stereotype.Service;

/** Reads the ledger for people who inspect, as far as they may see it. */
@Service
public class AuditTrail {

    /** As many rows as a file holds: who needs older ones asks for those before its last. */
    static final int MOST = 100_000;

    private static final int PART = 1_000;

    private final LedgerRepository rows;
    private final Sight sight;

    AuditTrail(LedgerRepository rows, Sight sight) {
        this.rows = rows;
        this.sight = sight;
    }

    /** How many rows name an id of a request: this portal's, Platform's or Azure's. */
    public int countNaming(String id, Person person) {
        return rows.count(AuditFilter.naming(id, sight.sandboxes(person)));
    }

    Head head() {
        return rows.head();
    }

    /** From the newest on. */
    List<Link> page(Map<String, String> query, Person person, int most) {
        return rows.search(new AuditFilter(query, sight.sandboxes(person)), most);
    }

    /** The same over all pages, a part at a time. */
    void forEach(Map<String, String> query, Person person, Consumer<Link> reader) {
        Map<String, String> asked = new HashMap<>(query);
        int left = MOST;
        List<Link> part;
        do {
            part = page(asked, person, Math.min(PART, left));
            part.forEach(reader);
            left -= part.size();
            if (!part.isEmpty()) {
                asked.put("before", String.valueOf(part.get(part.size() - 1).seq()));
            }
        } while (part.size() == PART && left > 0);
    }
}
