package org.privatelink.portal.simulator.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import tools.jackson.databind.node.ObjectNode;

/**
 * As many made-up connections in production as wanted, over as many made-up endpoints: nine in ten are private. Of the
 * private ones 85 % name their endpoint and nearly all others none; the sources decide that two in three of those tell
 * the host in clear. A few name an endpoint that is no more.
 */
class BulkConnections {

    private static final Sandbox PROD = new Sandboxes().get("prod");
    private static final int GONE = 50;
    private static final int PEOPLE = 40;
    private static final List<String> NAMES = List.of(
            "%s %s (%s) %06d", "%s_%s_%s_%d", "%s / %s / %s / no. %d", "Übernahme %s %s <%s> %d", "%s %s via %s, run %d");
    private static final List<String> DESCRIPTIONS = List.of(
            "",
            "",
            "Nightly full load",
            "Owned by the data platform team; ask there before changing anything",
            "Replaces the export by hand",
            "注文データ, weekly",
            "Test \"only\" & <not> for production; remove after the migration");

    private final String orgId;
    private final List<PrivateEndpoint> endpoints;

    BulkConnections(String orgId, int endpoints) {
        this.orgId = orgId;
        this.endpoints =
                IntStream.range(0, endpoints).mapToObj(BulkEndpoints::endpoint).toList();
    }

    List<PrivateEndpoint> endpoints() {
        return endpoints;
    }

    /** Always the same for the same number. */
    Connection connection(int number) {
        SplittableRandom random = new SplittableRandom(-1L - number);
        int share = random.nextInt(1000);
        PrivateEndpoint endpoint = share < 100 || share >= 997 ? gone(random) : popular(random);
        ObjectNode wanted = wanted(endpoint, number, random);
        ObjectNode params = (ObjectNode) wanted.path("auth").path("params");
        if (share >= 100 || share % 2 == 0) {
            params.put("usePrivateLink", share >= 100);
        }
        if (share >= 232) {
            params.put("privateEndpointId", endpoint.id());
        }
        return finished(wanted, number, random);
    }

    private PrivateEndpoint gone(SplittableRandom random) {
        return BulkEndpoints.endpoint(endpoints.size() + random.nextInt(GONE));
    }

    /** Some endpoints have hundreds of connections, some have none. */
    private PrivateEndpoint popular(SplittableRandom random) {
        double place = random.nextDouble();
        return endpoints.get((int) (place * place * endpoints.size()));
    }

    private static ObjectNode wanted(PrivateEndpoint endpoint, int number, SplittableRandom random) {
        String topic = BulkEndpoints.any(BulkEndpoints.TOPICS, random);
        SampleCredentials credentials = random.nextInt(20) == 0
                ? SampleCredentials.opaque(endpoint, topic)
                : SampleCredentials.clear(endpoint, topic);
        String[] words = endpoint.name().split("-");
        String name = BulkEndpoints.any(NAMES, random).formatted(words[0], topic, words[2], number);
        ObjectNode wanted = credentials.wanted(name);
        String description = BulkEndpoints.any(DESCRIPTIONS, random);
        return description.isEmpty() ? wanted : wanted.put("description", description);
    }

    private Connection finished(ObjectNode wanted, int number, SplittableRandom random) {
        Instant created = BulkEndpoints.BEGINNING.plusMillis(random.nextLong(BulkEndpoints.TWO_YEARS.toMillis()));
        Connection connection = Connection.create(wanted, somebody(random), PROD, orgId, created);
        Instant updated = random.nextInt(3) == 0 ? later(created, random) : created;
        ObjectNode item = connection.item();
        item.put("id", Ids.named("connection/bulk/" + number)).put("updatedAt", updated.toEpochMilli());
        Caller changer = updated.equals(created) ? creator(item) : somebody(random);
        item.put("updatedBy", changer.user()).put("updatedClient", changer.client());
        String operation = updated.equals(created) ? "create" : "update";
        connection.stamp(operation, updated, Ids.etag(updated, random.nextInt()));
        Vault.hideSecretsOf(connection.id(), connection.params());
        return connection;
    }

    private static Instant later(Instant created, SplittableRandom random) {
        Duration left = Duration.between(created, BulkEndpoints.BEGINNING.plus(BulkEndpoints.TWO_YEARS));
        return created.plusMillis(1 + random.nextLong(left.toMillis()));
    }

    private static Caller creator(ObjectNode item) {
        return new Caller(item.path("createdClient").asString(), item.path("createdBy").asString(), "");
    }

    private static Caller somebody(SplittableRandom random) {
        return random.nextInt(4) == 0
                ? new Caller("platform-demo", "platform-demo", "")
                : new Caller("exc_app", "5E0D77A160B1C2D30A495%03d@AdobeID".formatted(random.nextInt(PEOPLE)), "");
    }
}
