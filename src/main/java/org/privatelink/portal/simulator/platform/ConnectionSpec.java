package org.privatelink.portal.simulator.platform;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A kind of source that Platform can connect to. */
record ConnectionSpec(String id, String name, String category, List<AuthKind> authKinds) {

    static final String BLOB = "4c10e202-c428-4796-9208-5f1f5732b1cf";
    static final String ADLS = "b3ba5556-48be-44b7-8b85-ff2b69b46dc4";
    static final String FILES = "be5ec48c-5b78-49d5-b8fa-7c89ec4569b8";
    static final String TABLE = "ecde33f2-c56f-46cc-bdea-ad151c16cd69";
    static final String POSTGRES = "74a1c565-4e59-48d7-9d67-7c03b8a13137";
    static final String SNOWFLAKE = "b2e08744-4f1a-40ce-af30-7abac3e23cf3";

    private static final String FILE_STORE = "Cloud Storage";
    private static final String DATABASE = "Databases";
    private static final AuthKind STRING_BASED =
            new AuthKind("Connection String Based Authentication", List.of("connectionString"), List.of());
    private static final List<String> PRINCIPAL = List.of("tenant", "servicePrincipalId", "servicePrincipalKey");

    private static final List<ConnectionSpec> ALL = List.of(
            new ConnectionSpec(BLOB, "azure-blob", FILE_STORE, List.of(
                    new AuthKind("ConnectionString", List.of("connectionString"), List.of("container", "folderPath")),
                    new AuthKind("SAS URI Authentication", List.of("sasUri"), List.of("container", "folderPath")))),
            new ConnectionSpec(ADLS, "adls-gen2", FILE_STORE, List.of(
                    new AuthKind("Basic Authentication for adls-gen2", with("url"), List.of()))),
            new ConnectionSpec(FILES, "azure-file-storage", FILE_STORE, List.of(
                    new AuthKind("Basic Authentication", List.of("host", "userId", "password"), List.of()))),
            new ConnectionSpec(TABLE, "azure-table-storage", DATABASE, List.of(STRING_BASED)),
            new ConnectionSpec(POSTGRES, "postgres", DATABASE, List.of(
                    STRING_BASED,
                    new AuthKind(
                            "Basic Authentication",
                            List.of("server", "port", "database", "username", "password"),
                            List.of("sslMode")))),
            new ConnectionSpec(SNOWFLAKE, "snowflake", DATABASE, List.of(
                    new AuthKind("ConnectionString", List.of("connectionString"), List.of()),
                    new AuthKind(
                            "KeyPair Authentication",
                            List.of("account", "username", "database", "warehouse", "privateKey"),
                            List.of("privateKeyPassphrase", "role", "port")),
                    new AuthKind(
                            "Basic Authentication",
                            List.of("host", "username", "password", "database", "warehouse", "schema"),
                            List.of("port")))),
            new ConnectionSpec("1f372ff9-38a4-4492-96f5-b9a4e4bd00ec", "sql-server", DATABASE, List.of(STRING_BASED)),
            new ConnectionSpec("a49bcc7d-8038-43af-b1e4-5a7a089a7d79", "synapse-analytics", DATABASE, List.of(
                    new AuthKind("Service Principal Key Based Authentication", with("server", "database"), List.of()))),
            new ConnectionSpec("0479cc14-7651-4354-b233-7480606c2ac3", "data-explorer", DATABASE, List.of(
                    new AuthKind("Service Principal Based Authentication", with("endpoint", "database"), List.of()))));

    private static List<String> with(String... names) {
        return Stream.concat(Stream.of(names), PRINCIPAL.stream()).toList();
    }

    static List<ConnectionSpec> all() {
        return ALL;
    }

    static Optional<ConnectionSpec> find(String id) {
        return ALL.stream().filter(spec -> spec.id.equals(id)).findFirst();
    }

    static ConnectionSpec get(String id) {
        return find(id).orElseThrow(() -> Refusal.catalogue(
                "1413-400", "Invalid connection specification", "No connection spec has the id " + id));
    }

    AuthKind authKind(String specName) {
        return authKinds.stream()
                .filter(kind -> kind.name().equals(specName))
                .findFirst()
                .orElseThrow(() -> Refusal.catalogue(
                        "1415-400",
                        "Invalid auth specification",
                        "The connection spec " + name + " has no auth spec " + specName));
    }

    boolean holdsFiles() {
        return category.equals(FILE_STORE);
    }

    Map<String, Object> wire() {
        Map<String, Object> wire = new LinkedHashMap<>();
        wire.put("id", id);
        wire.put("name", name);
        wire.put("providerId", "0ed90a81-07f4-4586-8190-b40eccef1c5a");
        wire.put("version", "1.0");
        wire.put("authSpec", authKinds.stream().map(AuthKind::wire).toList());
        wire.put("attributes", Map.of("category", category, "connectorName", name, "isSource", true));
        wire.put("permissionsInfo", Map.of("manage", List.of(permission("write")), "view", List.of(permission("read"))));
        return wire;
    }

    private static Map<String, Object> permission(String name) {
        return Map.of("@type", "lowLevel", "name", "EnterpriseSource", "permissions", List.of(name));
    }
}
