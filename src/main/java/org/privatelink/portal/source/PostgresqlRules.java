package org.privatelink.portal.source;

import java.util.ArrayList;
import java.util.List;

/** Ports and connection strings of PostgreSQL (contract 4.2, 4.3). */
final class PostgresqlRules {

    private static final String MYSQL_PORT = "3306";
    private static final List<String> KEYS =
            List.of("Server", "Host", "Port", "Database", "UID", "User", "Password", "EncryptionMethod");

    private PostgresqlRules() {}

    /** Adobe's sample has MySQL's port. */
    static List<Finding> port(String value) {
        return value.equals(MYSQL_PORT) ? List.of(Finding.warning("postgresql-port")) : List.of();
    }

    static List<Finding> connectionString(String value) {
        ConnectionString parts = ConnectionString.parse(value);
        if (!parts.has("Server") && !parts.has("Host") || !parts.has("Database")) {
            return List.of(Finding.wrong("postgresql-connection-string"));
        }
        List<Finding> findings = new ArrayList<>();
        parts.get("Port").ifPresent(port -> findings.addAll(FieldCheck.isPort(port) ? port(port) : List.of(Finding.wrong("port"))));
        if (parts.isBroken()) {
            findings.add(Finding.warning("string-broken"));
        }
        KEYS.stream().filter(parts::repeats).forEach(key -> findings.add(Finding.warning("string-twice", key)));
        findings.addAll(encryption(parts));
        return findings;
    }

    private static List<Finding> encryption(ConnectionString parts) {
        if (parts.has("ValidationServerCertificate")) {
            return List.of(Finding.warning("postgresql-spelling"));
        }
        String method = parts.get("EncryptionMethod").orElse("");
        if (!method.matches("|0|1|6")) {
            return List.of(Finding.warning("postgresql-encryption"));
        }
        boolean encrypted = !method.isEmpty() && !method.equals("0");
        return encrypted && !parts.has("ValidateServerCertificate")
                ? List.of(Finding.warning("postgresql-certificate"))
                : List.of();
    }
}
