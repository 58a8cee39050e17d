package org.privatelink.portal.source;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A connection string of {@code key=value} pairs with semicolons between. A pair is split at its first {@code =},
 * since keys of storage accounts end in some; letter case of the keys does not matter (contract 4.2).
 */
public final class ConnectionString {

    private final Map<String, String> pairs;

    private ConnectionString(Map<String, String> pairs) {
        this.pairs = pairs;
    }

    public static ConnectionString parse(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String pair : text.split(";")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                pairs.putIfAbsent(key(pair.substring(0, equals)), pair.substring(equals + 1).strip());
            }
        }
        return new ConnectionString(pairs);
    }

    public Optional<String> get(String key) {
        return Optional.ofNullable(pairs.get(key(key))).filter(value -> !value.isEmpty());
    }

    public boolean has(String key) {
        return get(key).isPresent();
    }

    private static String key(String written) {
        return written.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return "connection string with " + pairs.size() + " parts";
    }
}
