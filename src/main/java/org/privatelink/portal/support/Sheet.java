package org.privatelink.portal.support;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.platform.Redaction;

/** Plain text for a ticket, a fact a line: times in UTC as ISO 8601, and nothing that looks like a secret. */
final class Sheet {

    private final Texts texts;
    private final StringBuilder text = new StringBuilder();
    private String indent = "  ";

    Sheet(Texts texts) {
        this.texts = texts;
    }

    Sheet title(String key, String... about) {
        text.append(texts.get(key, (Object[]) plain(about))).append('\n');
        return this;
    }

    Sheet section(String key) {
        text.append('\n').append(texts.get(key)).append('\n');
        indent = "  ";
        return this;
    }

    /** Nothing at all where there is no value. */
    Sheet line(String labelKey, @Nullable String value) {
        return named(texts.get(labelKey), value);
    }

    Sheet line(String labelKey, @Nullable Instant at) {
        return line(labelKey, at == null ? null : utc(at));
    }

    Sheet named(String label, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            text.append(indent).append(label).append(": ").append(plain(value)).append('\n');
        }
        return this;
    }

    /** What follows it, up to the next section, belongs to it. */
    Sheet item(String value) {
        text.append("  ").append(plain(value)).append('\n');
        indent = "      ";
        return this;
    }

    static String utc(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static String plain(String value) {
        return Redaction.redact(value, List.of()).replaceAll("\\s+", " ").strip();
    }

    private static String[] plain(String[] values) {
        return List.of(values).stream().map(Sheet::plain).toArray(String[]::new);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
