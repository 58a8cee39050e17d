package org.privatelink.portal.source;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a shared access signature permits and for how long, read from its parameters as Azure does. */
final class SasRules {

    private static final Duration SOON = Duration.ofDays(7);
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private static final Pattern UNSAFE = Pattern.compile("[+ ]|%25");

    private final Map<String, String> parameters;
    private final Instant now;
    private final List<Finding> findings = new ArrayList<>();

    private SasRules(Map<String, String> parameters, Instant now) {
        this.parameters = parameters;
        this.now = now;
    }

    /** @param permissions letters that {@code sp} should hold: {@code r} to read, {@code l} to list */
    static List<Finding> check(String query, String permissions, Instant now) {
        SasRules rules = new SasRules(parameters(query), now);
        rules.checkExpiry();
        rules.checkStart();
        rules.checkPermissions(permissions);
        rules.checkSignature();
        return rules.findings;
    }

    private void checkExpiry() {
        String written = decoded("se");
        if (written.isEmpty()) {
            findings.add(hasPolicy() ? Finding.note("sas-policy") : Finding.warning("sas-endless"));
            return;
        }
        Instant end = time(written).orElse(null);
        if (end == null) {
            findings.add(Finding.warning("sas-end"));
        } else if (!now.isBefore(end)) {
            findings.add(Finding.wrong("sas-expired", SHOWN.format(end)));
        } else if (now.plus(SOON).isAfter(end)) {
            findings.add(Finding.warning("sas-soon", SHOWN.format(end)));
        }
    }

    private void checkStart() {
        time(decoded("st"))
                .filter(now::isBefore)
                .ifPresent(start -> findings.add(Finding.warning("sas-early", SHOWN.format(start))));
    }

    private void checkPermissions(String wanted) {
        String given = decoded("sp");
        if (given.isEmpty() && hasPolicy()) {
            return;
        }
        if (wanted.chars().anyMatch(letter -> given.indexOf(letter) < 0)) {
            findings.add(wanted.equals("r") ? Finding.warning("sas-read") : Finding.warning("sas-list"));
        }
    }

    /** Base64 in an address: a bare plus sign is read as a space, and a percent sign is in no base64. */
    private void checkSignature() {
        String signature = parameters.getOrDefault("sig", "");
        if (UNSAFE.matcher(signature).find()) {
            findings.add(Finding.warning("sas-encoding"));
        }
    }

    private boolean hasPolicy() {
        return !decoded("si").isEmpty();
    }

    private String decoded(String name) {
        String written = parameters.getOrDefault(name, "");
        try {
            return URLDecoder.decode(written, StandardCharsets.UTF_8).strip();
        } catch (IllegalArgumentException notEncoded) {
            return written;
        }
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query.replaceFirst("^\\?", "").split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.putIfAbsent(parts[0].strip().toLowerCase(Locale.ROOT), parts.length == 2 ? parts[1] : "");
        }
        return parameters;
    }

    /** A date alone means its first moment. */
    private static Optional<Instant> time(String written) {
        try {
            return Optional.of(written.contains("T")
                    ? OffsetDateTime.parse(written).toInstant()
                    : LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant());
        } catch (DateTimeException noTime) {
            return Optional.empty();
        }
    }
}
