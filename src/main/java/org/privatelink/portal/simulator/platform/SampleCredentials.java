package org.privatelink.portal.simulator.platform;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Made-up ways to reach a source. In place of every secret stands a word, which is forgotten like a secret. */
record SampleCredentials(String specId, String specName, Map<String, String> params) {

    private static final String TEXT_BASED = "Connection String Based Authentication";
    private static final String SECRET = "hidden";

    static SampleCredentials blob(String account) {
        return new SampleCredentials(
                ConnectionSpec.BLOB, "ConnectionString", Map.of("connectionString", storage(account)));
    }

    static SampleCredentials table(String account) {
        return new SampleCredentials(ConnectionSpec.TABLE, TEXT_BASED, Map.of("connectionString", storage(account)));
    }

    private static String storage(String account) {
        return "DefaultEndpointsProtocol=https;AccountName=" + account
                + ";AccountKey=" + SECRET + ";EndpointSuffix=core.windows.net";
    }

    static SampleCredentials postgres(String server, String topic, String user) {
        return new SampleCredentials(ConnectionSpec.POSTGRES, "Basic Authentication", Map.of(
                "server", host(server), "port", "5432", "database", topic.replace(' ', '_'),
                "username", user, "password", SECRET, "sslMode", "Verify Full"));
    }

    static SampleCredentials postgresText(String server, String database) {
        return new SampleCredentials(ConnectionSpec.POSTGRES, TEXT_BASED, Map.of(
                "connectionString",
                "Server=" + host(server) + ";Database=" + database + ";UID=aep;Password=" + SECRET));
    }

    private static String host(String server) {
        return server + ".postgres.database.azure.com";
    }

    static SampleCredentials snowflake(String account, String topic) {
        return new SampleCredentials(ConnectionSpec.SNOWFLAKE, "KeyPair Authentication", Map.of(
                "account", account, "username", "AEP_READER", "warehouse", "AEP_WH", "privateKey", SECRET,
                "database", topic.toUpperCase(Locale.ROOT).replace(' ', '_')));
    }

    static SampleCredentials snowflakeText(String account) {
        return new SampleCredentials(ConnectionSpec.SNOWFLAKE, "ConnectionString", Map.of(
                "connectionString",
                "jdbc:snowflake://" + account + ".snowflakecomputing.com/?user=AEP_READER&password=" + SECRET));
    }

    static SampleCredentials lake(String account) {
        return new SampleCredentials(ConnectionSpec.ADLS, "Basic Authentication for adls-gen2", Map.of(
                "url", "https://" + account + ".dfs.core.windows.net", "tenant", "acme.example",
                "servicePrincipalId", Ids.named("principal/" + account), "servicePrincipalKey", SECRET));
    }

    static SampleCredentials files(String account, String topic) {
        return new SampleCredentials(ConnectionSpec.FILES, "Basic Authentication", Map.of(
                "host", "\\\\" + account + ".file.core.windows.net\\" + topic.replace(' ', '-'),
                "userId", account, "password", SECRET));
    }

    /** As their owners usually write them: with the host in clear where the source has a way to. */
    static SampleCredentials clear(PrivateEndpoint endpoint, String topic) {
        String resource = endpoint.resourceName();
        return switch (endpoint.connectionSpec().id()) {
            case ConnectionSpec.POSTGRES -> postgres(resource, topic, "aep_reader");
            case ConnectionSpec.SNOWFLAKE -> snowflake(account(endpoint), topic);
            case ConnectionSpec.ADLS -> lake(resource);
            case ConnectionSpec.FILES -> files(resource, topic);
            case ConnectionSpec.TABLE -> table(resource);
            default -> blob(resource);
        };
    }

    /** Everything in one connection string, where the source has a way to: none of it can be read afterwards. */
    static SampleCredentials opaque(PrivateEndpoint endpoint, String topic) {
        return switch (endpoint.connectionSpec().id()) {
            case ConnectionSpec.POSTGRES -> postgresText(endpoint.resourceName(), topic);
            case ConnectionSpec.SNOWFLAKE -> snowflakeText(account(endpoint));
            default -> clear(endpoint, topic);
        };
    }

    private static String account(PrivateEndpoint endpoint) {
        return Optional.ofNullable(endpoint.fqdns()).orElseThrow().get(0).split("\\.", 2)[0];
    }

    /** The body of a request to create a connection with them. */
    ObjectNode wanted(String name) {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("name", name);
        wanted.putObject("connectionSpec").put("id", specId).put("version", "1.0");
        ObjectNode values = wanted.putObject("auth").put("specName", specName).putObject("params");
        params.forEach(values::put);
        return wanted;
    }
}
