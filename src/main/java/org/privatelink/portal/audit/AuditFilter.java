package org.privatelink.portal.audit;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rows somebody wants to see, as the query parameters say.
 *
 * @param query parameters as they came
 * @param sandboxes those whose rows the person may see; null for all. Rows of no sandbox are seen by all who inspect
 */
record AuditFilter(Map<String, String> query, @Nullable Collection<String> sandboxes) {

    private static final Map<String, String> CONDITIONS = Map.of(
            "person", "(e.person_id = :person or e.person_name = :person)",
            "event", "e.event = :event",
            "result", "e.result = :result",
            "sandbox", "e.sandbox = :sandbox",
            "target", "(e.target_id = :target or e.target_name = :target)",
            "id", "(e.correlation = :id or e.request_id = :id or e.act_id = :id)",
            "from", "e.noted_at >= :from",
            "to", "e.noted_at < :to",
            "before", "e.seq < :before",
            "q",
                    """
                    (lower(e.person_name) like :q escape '!' or lower(e.person_id) like :q escape '!'
                      or lower(e.target_name) like :q escape '!' or lower(e.target_id) like :q escape '!'
                      or lower(e.message) like :q escape '!' or lower(e.reason) like :q escape '!'
                      or lower(e.address) like :q escape '!')
                    """);

    /** Rows that name an id: a request's, Platform's or Azure's, or an act's. */
    static AuditFilter naming(String id, @Nullable Collection<String> sandboxes) {
        return new AuditFilter(Map.of("id", id), sandboxes);
    }

    String value(String parameter) {
        return query.getOrDefault(parameter, "").strip();
    }

    /** Without what came as a parameter and says nothing, or nothing that can be understood. */
    Map<String, Object> values() {
        Map<String, Object> values = new LinkedHashMap<>();
        CONDITIONS.keySet().stream().filter(this::isUsed).forEach(name -> values.put(name, typed(name)));
        if (sandboxes != null && !sandboxes.isEmpty()) {
            values.put("sandboxes", sandboxes);
        }
        return values;
    }

    private boolean isUsed(String name) {
        return !value(name).isEmpty() && typed(name) != null;
    }

    private @Nullable Object typed(String name) {
        String text = value(name);
        return switch (name) {
            case "from", "to" -> {
                Instant instant = instant(text);
                yield instant == null ? null : LedgerRepository.at(instant);
            }
            case "before" -> text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
            case "q" -> "%" + text.toLowerCase(Locale.ROOT).replaceAll("[!%_]", "!$0") + "%";
            default -> text;
        };
    }

    String where() {
        // No database keeps that character, and PostgreSQL does not even take it as a question.
        if (query.values().stream().anyMatch(text -> text.indexOf('\0') >= 0)) {
            return " where 1 = 0";
        }
        StringBuilder where = new StringBuilder(" where ").append(mayBeSeen());
        CONDITIONS.forEach((name, condition) -> {
            if (isUsed(name)) {
                where.append(" and ").append(condition);
            }
        });
        return where.toString();
    }

    private String mayBeSeen() {
        if (sandboxes == null) {
            return "1 = 1";
        }
        return sandboxes.isEmpty() ? "e.sandbox is null" : "(e.sandbox is null or e.sandbox in (:sandboxes))";
    }

    /** Those that leave nothing out, because nobody can read what they say. */
    List<String> unreadable() {
        return AuditViews.PARAMETERS.stream()
                .filter(name -> !value(name).isEmpty() && typed(name) == null)
                .toList();
    }

    /** In UTC where it does not say otherwise. */
    private static @Nullable Instant instant(String text) {
        if (text.startsWith("+") || text.startsWith("-")) {
            // Years of more than four digits, or before all: a database does not have all of them.
            return null;
        }
        try {
            if (text.length() <= 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            String whole = text.replace(' ', 'T');
            return whole.endsWith("Z") ? Instant.parse(whole) : LocalDateTime.parse(whole).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
