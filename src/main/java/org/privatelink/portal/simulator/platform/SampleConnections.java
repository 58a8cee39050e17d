package org.privatelink.portal.simulator.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Made-up connections over all sources, enough of them for three pages in production, and every break that can be looked for. */
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
        broken();
        return connections;
    }

    private void blob(String topic) {
        boolean isPrivate = !topic.equals("newsletter");
        String account = isPrivate ? "acmeorders" : "acmepublic";
        add(PROD, "Acme " + topic + " (Blob)", SampleCredentials.blob(account), isPrivate ? account : null);
    }

    private void table(String topic) {
        add(PROD, "Contoso " + topic + " (Table)", SampleCredentials.table("contosoloyalty"), "contosoloyalty");
    }

    private void postgres(String topic) {
        boolean isPrivate = !topic.equals("stores");
        String server = isPrivate ? "contoso-crm-db" : "contoso-shop-db";
        add(PROD, "Contoso " + topic + " (PostgreSQL)", SampleCredentials.postgres(server, topic, "aep_reader"),
                isPrivate ? server : null);
    }

    private void snowflake(String topic) {
        add(PROD, "Fabrikam " + topic + " (Snowflake)", SampleCredentials.snowflake("fabrikam-analytics", topic),
                "sf-pvlinksvc-azwesteurope");
    }

    private void lake(String topic) {
        boolean isOld = topic.equals("returns");
        String account = isOld ? "fabrikamlake" : "acmelake";
        add(PROD, (isOld ? "Fabrikam " : "Acme ") + topic + " (Data Lake)", SampleCredentials.lake(account), account);
    }

    private void files(String topic) {
        add(PROD, "Contoso " + topic + " (Files)", SampleCredentials.files("contosofiles", topic), null);
    }

    /** One without the id of its endpoint, one that fails its test, one in the other sandbox. */
    private void special() {
        ObjectNode unlinked = add(PROD, "Fabrikam finance (Snowflake)",
                SampleCredentials.snowflake("fabrikam-analytics", "finance"), null);
        params(unlinked).put("usePrivateLink", true);
        add(PROD, "Acme moved (PostgreSQL)", SampleCredentials.postgresText("wrong-acme-db", "crm"), null);
        add(DEV, "Acme trial (Blob)", SampleCredentials.blob("acmedevdata"), "acmedevdata");
    }

    /** Private ones, each broken in its own way; others break when an owner in Azure decides, or authoring ends. */
    private void broken() {
        add(PROD, "Acme archive (Data Lake)", SampleCredentials.lake("acmecoldlake"), "gone");
        add(PROD, "Contoso invoices (Files)", SampleCredentials.files("contososhares", "invoices"), "contososhares");
        add(PROD, "Contoso shop (PostgreSQL)", SampleCredentials.postgres("contoso-shop-db", "shop", "aep_reader"),
                "contoso-crm-db");
        add(PROD, "Contoso audit (PostgreSQL)", SampleCredentials.postgres("contoso-crm-db", "audit", "wrong_user"),
                "contoso-crm-db");
    }

    private ObjectNode add(
            Sandbox sandbox, String name, SampleCredentials credentials, @Nullable String resource) {
        ObjectNode wanted = credentials.wanted(name);
        if (resource != null) {
            params(wanted).put("usePrivateLink", true).put("privateEndpointId", SampleEndpoints.id(resource));
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
