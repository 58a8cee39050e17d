package org.privatelink.portal.source;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A connection string of {@code key=value} pairs with semicolons between. A pair is split at its first {@code =},
 * since keys of storage accounts end in some; letter case of the keys does not matter (contract 4.2).
 */
public final class ConnectionString {

    private final Map<String, String> pairs = new LinkedHashMap<>();
    private final Set<String> repeated = new LinkedHashSet<>();
    private boolean broken;

    private ConnectionString() {}

    public static ConnectionString parse(String text) {
        ConnectionString parsed = new ConnectionString();
        for (String pair : text.split(";")) {
            parsed.add(pair);
        }
        return parsed;
    }

    private void add(String pair) {
        int equals = pair.indexOf('=');
        if (equals <= 0) {
            broken |= equals < 0 && !pair.isBlank();
        } else if (pairs.putIfAbsent(key(pair.substring(0, equals)), pair.substring(equals + 1).strip()) != null) {
            repeated.add(key(pair.substring(0, equals)));
        }
    }

    public Optional<String> get(String key) {
        return Optional.ofNullable(pairs.get(key(key))).filter(value -> !value.isEmpty());
    }

    public boolean has(String key) {
        return get(key).isPresent();
    }

    /** Whether a key stands there twice; the first counts. */
    boolean repeats(String key) {
        return repeated.contains(key(key));
    }

    /** Whether something between two semicolons is no pair, as where a value holds a semicolon. */
    boolean isBroken() {
        return broken;
    }

    private static String key(String written) {
        return written.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "connection string with " + pairs.size() + " parts";
    }
}
