package org.privatelink.portal.audit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.privatelink.portal.page.Listing.Chip;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the page shows of the ledger, and the views that lead on from it: every view is a link.
 *
 * @param more whether there are older rows that match
 */
record AuditPage(Map<String, String> query, List<AuditView> rows, boolean more, List<Chip> chips) {

    static final String PATH = "/audit";

    public String olderUrl() {
        return url(query, "before", String.valueOf(rows.get(rows.size() - 1).seq()));
    }

    public boolean isNewest() {
        return query.getOrDefault("before", "").isEmpty();
    }

    public String newestUrl() {
        return url(query, "before", "");
    }

    public String exportUrl(String format) {
        return url(query, "format", format);
    }

    public String clearUrl() {
        return PATH;
    }

    /** The same view with one parameter changed. */
    static String url(Map<String, String> query, String parameter, String value) {
        Map<String, String> changed = new LinkedHashMap<>(query);
        changed.put(parameter, value);
        changed.values().removeIf(String::isEmpty);
        UriComponentsBuilder url = UriComponentsBuilder.fromPath(PATH);
        changed.keySet().forEach(name -> url.queryParam(name, "{" + name + "}"));
        return url.encode().buildAndExpand(changed).toUriString();
    }
}
