package org.privatelink.portal.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Account names and connection strings of Snowflake (contract 4.2, 4.3). */
final class SnowflakeRules {

    private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9][\\w-]*(\\.[A-Za-z0-9][\\w-]*){0,3}");
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)(?:[a-z:]+//)?([a-z0-9][\\w.-]*?)\\.snowflakecomputing\\.com(?:[:/?].*)?");
    private static final Pattern STRING =
            Pattern.compile("jdbc:snowflake://[\\w.-]+\\.snowflakecomputing\\.com(?::\\d+)?/?\\?(.*)");

    private SnowflakeRules() {}

    static List<Finding> account(String value) {
        Matcher address = ADDRESS.matcher(value);
        if (address.matches()) {
            return List.of(Finding.wrong("snowflake-account-url", address.group(1)));
        }
        if (!ACCOUNT.matcher(value).matches()) {
            return List.of(Finding.wrong("snowflake-account"));
        }
        return value.contains(".") || value.contains("-") ? List.of() : List.of(Finding.warning("snowflake-region"));
    }

    static List<Finding> connectionString(String value) {
        if (FieldCheck.hasBrackets(value.split("\\?", 2)[0])) {
            return List.of(Finding.wrong("brackets"));
        }
        Matcher string = STRING.matcher(value);
        if (!string.matches()) {
            return List.of(Finding.wrong("snowflake-connection-string"));
        }
        Map<String, String> parameters = parameters(string.group(1));
        List<Finding> findings = new ArrayList<>();
        if (!has(parameters, "user")) {
            findings.add(Finding.warning("snowflake-user"));
        }
        if (!has(parameters, "password") && !has(parameters, "pwd")) {
            findings.add(Finding.warning("snowflake-password"));
        }
        if (!has(parameters, "warehouse")) {
            findings.add(Finding.note("snowflake-warehouse"));
        }
        if (!has(parameters, "db") && !has(parameters, "database")) {
            findings.add(Finding.note("snowflake-db"));
        }
        if (string.group(1).matches(".*%(?![0-9A-Fa-f]{2}).*|.*[ #\"].*")) {
            findings.add(Finding.warning("snowflake-encoding"));
        }
        return findings;
    }

    private static boolean has(Map<String, String> parameters, String name) {
        return !parameters.getOrDefault(name, "").isBlank();
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query.split("&")) {
            String[] parts = pair.split("=", 2);
            parameters.putIfAbsent(parts[0].toLowerCase(Locale.ROOT), parts.length == 2 ? parts[1] : "");
        }
        return parameters;
    }
}
