package org.privatelink.portal.simulator.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Made-up connections over all sources, enough of them for three pages in production. */
class SampleConnections {

    private static final List<String> TOPICS = List.of(
            "orders", "returns", "loyalty", "web events", "catalogue", "newsletter", "stores", "call centre", "consents");
    private static final Sandbox PROD = new Sandboxes().get("prod");
    private static final Sandbox DEV = new Sandboxes().get("dev");

    private final List<Connection> connections = new ArrayList<>();
    private final String orgId;
    private final long start;

    SampleConnections(String orgId, long start) {
        this.orgId = orgId;
        this.start = start;
    }

    List<Connection> all() {
        for (String topic : TOPICS) {
            blob(topic);
            table(topic);
            postgres(topic);
            snowflake(topic);
        }
        TOPICS.subList(0, 4).forEach(this::lake);
        TOPICS.subList(0, 4).forEach(this::files);
        special();
        return connections;
    }

    private void blob(String topic) {
        boolean isPrivate = !topic.equals("newsletter");
        String account = isPrivate ? "acmeorders" : "acmepublic";
        add(PROD, "Acme " + topic + " (Blob)", ConnectionSpec.BLOB, "ConnectionString",
                Map.of("connectionString", storage(account)), isPrivate ? account : null);
    }

    private void table(String topic) {
        add(PROD, "Contoso " + topic + " (Table)", ConnectionSpec.TABLE, "Connection String Based Authentication",
                Map.of("connectionString", storage("contosoloyalty")), "contosoloyalty");
    }

    private void postgres(String topic) {
        boolean isPrivate = !topic.equals("stores");
        String server = isPrivate ? "contoso-crm-db" : "contoso-shop-db";
        Map<String, String> params = Map.of(
                "server", server + ".postgres.database.azure.com", "port", "5432", "database", topic.replace(' ', '_'),
                "username", "aep_reader", "password", "hidden", "sslMode", "Verify Full");
        add(PROD, "Contoso " + topic + " (PostgreSQL)", ConnectionSpec.POSTGRES, "Basic Authentication", params,
                isPrivate ? server : null);
    }

    private void snowflake(String topic) {
        add(PROD, "Fabrikam " + topic + " (Snowflake)", ConnectionSpec.SNOWFLAKE, "KeyPair Authentication",
                keyPair(topic), "sf-pvlinksvc-azwesteurope");
    }

    private static Map<String, String> keyPair(String topic) {
        return Map.of(
                "account", "fabrikam-analytics", "username", "AEP_READER", "warehouse", "AEP_WH", "privateKey", "hidden",
                "database", topic.toUpperCase(Locale.ROOT).replace(' ', '_'));
    }

    private void lake(String topic) {
        boolean isOld = topic.equals("returns");
        String account = isOld ? "fabrikamlake" : "acmelake";
        Map<String, String> params = Map.of(
                "url", "https://" + account + ".dfs.core.windows.net", "tenant", "acme.example",
                "servicePrincipalId", Ids.named("principal/" + account), "servicePrincipalKey", "hidden");
        add(PROD, (isOld ? "Fabrikam " : "Acme ") + topic + " (Data Lake)", ConnectionSpec.ADLS,
                "Basic Authentication for adls-gen2", params, account);
    }

    private void files(String topic) {
        Map<String, String> params = Map.of(
                "host", "\\\\contosofiles.file.core.windows.net\\" + topic.replace(' ', '-'),
                "userId", "contosofiles", "password", "hidden");
        add(PROD, "Contoso " + topic + " (Files)", ConnectionSpec.FILES, "Basic Authentication", params, null);
    }

    /** One without the id of its endpoint, one that fails its test, one in the other sandbox. */
    private void special() {
        ObjectNode unlinked = add(PROD, "Fabrikam finance (Snowflake)", ConnectionSpec.SNOWFLAKE, "KeyPair Authentication",
                keyPair("finance"), null);
        params(unlinked).put("usePrivateLink", true);
        add(PROD, "Acme moved (PostgreSQL)", ConnectionSpec.POSTGRES, "Connection String Based Authentication",
                Map.of("connectionString", "Server=wrong-acme-db.postgres.database.azure.com;Database=crm;UID=aep;Password=hidden"),
                null);
        add(DEV, "Acme trial (Blob)", ConnectionSpec.BLOB, "ConnectionString",
                Map.of("connectionString", storage("acmedevdata")), "acmedevdata");
    }

    private static String storage(String account) {
        return "DefaultEndpointsProtocol=https;AccountName=" + account
                + ";AccountKey=hidden;EndpointSuffix=core.windows.net";
    }

    private ObjectNode add(
            Sandbox sandbox,
            String name,
            String specId,
            String specName,
            Map<String, String> params,
            @Nullable String resource) {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("name", name);
        wanted.putObject("connectionSpec").put("id", specId).put("version", "1.0");
        ObjectNode auth = wanted.putObject("auth").put("specName", specName);
        ObjectNode values = auth.putObject("params");
        params.forEach(values::put);
        if (resource != null) {
            values.put("usePrivateLink", true).put("privateEndpointId", SampleEndpoints.id(resource));
        }
        return create(wanted, sandbox, name);
    }

    private ObjectNode create(ObjectNode wanted, Sandbox sandbox, String name) {
        int number = connections.size();
        Instant created = Instant.ofEpochMilli(start).plus(Duration.ofHours(number * 37L));
        Connection connection = Connection.create(wanted, creator(number), sandbox, orgId, created);
        connection.item().put("id", Ids.named("connection/" + name));
        connections.add(connection);
        return connection.item();
    }

    private static Caller creator(int number) {
        return number % 3 == 0
                ? new Caller("exc_app", "5E0D77A160B1C2D30A495%03d@AdobeID".formatted(number % 4), "")
                : new Caller("platform-demo", "platform-demo", "");
    }

    private static ObjectNode params(ObjectNode item) {
        return (ObjectNode) item.path("auth").path("params");
    }
}
