package org.privatelink.portal.simulator.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Made-up endpoints: every state, a name that occurs twice, an id that is no GUID. */
class SampleEndpoints {

    static final String ACME = "7d0c3b1e-5f0a-4c57-9a51-0c8e2f6b4d10";
    static final String CONTOSO = "2b9e64a7-83c1-4f1d-b6a2-91d5e07f3c24";
    static final String SNOWFLAKE_OWN = "c51f8a20-6e3d-47b9-8f04-3a7be9d2160f";

    private final List<PrivateEndpoint> endpoints = new ArrayList<>();
    private final long start;

    private SampleEndpoints(long start) {
        this.start = start;
    }

    static List<PrivateEndpoint> all(long start) {
        SampleEndpoints samples = new SampleEndpoints(start);
        samples.fill();
        return samples.endpoints;
    }

    private void fill() {
        add("prod", "acme-orders-blob", ACME, "acme-data-rg", "acmeorders", ConnectionSpec.BLOB, "Approved", null);
        add("prod", "acme-lake", ACME, "acme-data-rg", "acmelake", ConnectionSpec.ADLS, "Approved", null);
        add("prod", "contoso-crm-postgres", CONTOSO, "contoso-crm", "contoso-crm-db", ConnectionSpec.POSTGRES, "Approved", null);
        add("prod", "contoso-loyalty-table", CONTOSO, "contoso-loyalty", "contosoloyalty", ConnectionSpec.TABLE, "Approved", List.of());
        add("prod", "fabrikam-analytics-snowflake", SNOWFLAKE_OWN, "azwesteurope-privatelink",
                "sf-pvlinksvc-azwesteurope", ConnectionSpec.SNOWFLAKE, "Approved", List.of(
                        "fk40217.west-europe.privatelink.snowflakecomputing.com",
                        "fabrikam-analytics.privatelink.snowflakecomputing.com",
                        "ocsp.fk40217.west-europe.privatelink.snowflakecomputing.com"));
        add("prod", "acme-orders-blob", ACME, "acme-archive-rg", "acmeordersarchive", ConnectionSpec.BLOB, "Pending", null);
        add("prod", "contoso-shares", CONTOSO, "contoso-files", "contososhares", ConnectionSpec.FILES, "Pending", null);
        add("prod", "fabrikam-old-lake", ACME, "fabrikam-legacy", "fabrikamlake", ConnectionSpec.ADLS, "Disconnected", null);
        add("prod", "fabrikam-web-blob", ACME, "fabrikam-web", "fabrikamweb", ConnectionSpec.BLOB, "Rejected", null);
        add("prod", "acme-test-postgres", ACME, "acme-test-rg", "acme-test-db", ConnectionSpec.POSTGRES, "Failed", null);
        add("dev", "acme-dev-blob", ACME, "acme-dev-rg", "acmedevdata", ConnectionSpec.BLOB, "Approved", null);
        addStranger();
    }

    /** Asks for the same part of the same resource as one of ours, which only its owner can tell apart. */
    private void addStranger() {
        endpoints.add(new PrivateEndpoint(
                Ids.named("endpoint/stranger"), PrivateEndpoint.SOMEBODY_ELSE, start, "reporting-blob", ACME,
                "acme-archive-rg", "acmeordersarchive", null, SpecRef.of(ConnectionSpec.BLOB), "Pending", "Pending",
                start, null, null));
    }

    private void add(
            String sandbox,
            String name,
            String subscription,
            String group,
            String resource,
            String specId,
            String state,
            @Nullable List<String> fqdns) {
        long createdAt = start + Duration.ofDays(endpoints.size() * 7L).toMillis();
        endpoints.add(new PrivateEndpoint(
                id(resource), sandbox, createdAt, name, subscription, group, resource, fqdns, SpecRef.of(specId),
                state, state, createdAt, null, null));
    }

    static String id(String resource) {
        String id = Ids.named("endpoint/" + resource);
        return resource.equals("contososhares") ? id.substring(0, id.length() - 1) + "r" : id;
    }
}
