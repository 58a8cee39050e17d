package org.privatelink.portal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.privatelink.portal.endpoint.Endpoint;

class ReachTests {

    @ParameterizedTest
    @CsvSource({
        "server, Acme-Orders.postgres.database.azure.com, acme-orders.postgres.database.azure.com",
        "url, https://acmelake.dfs.core.windows.net/, acmelake.dfs.core.windows.net",
        "host, \\\\acmefiles.file.core.windows.net\\share, acmefiles.file.core.windows.net",
        "accountName, acmestore, acmestore",
        "host, acme.example.com:5432, acme.example.com"
    })
    void theHostIsBareAndInLowerCase(String parameter, String value, String host) {
        assertThat(Reach.of(Map.of(parameter, value))).contains(new Reach(host));
    }

    @Test
    void withoutAHostNothingIsKnown() {
        assertThat(Reach.of(Map.of("username", "u", "server", " "))).isEmpty();
    }

    @Test
    void aHostLeadsToTheResourceOfItsName() {
        Endpoint endpoint = endpoint("Acme-Orders", List.of());

        assertThat(new Reach("acme-orders.postgres.database.azure.com").leadsTo(endpoint)).isTrue();
        assertThat(new Reach("acme-orders").leadsTo(endpoint)).isTrue();
        assertThat(new Reach("acme-orders2.postgres.database.azure.com").leadsTo(endpoint)).isFalse();
    }

    @Test
    void anAccountLeadsToTheEndpointWithItsHostNames() {
        Endpoint endpoint = endpoint("sf-pvlinksvc", List.of("Acme-Analytics.privatelink.snowflakecomputing.com"));

        assertThat(new Reach("acme-analytics").leadsTo(endpoint)).isTrue();
        assertThat(new Reach("acme-analytics.privatelink.snowflakecomputing.com").leadsTo(endpoint)).isTrue();
        assertThat(new Reach("acme").leadsTo(endpoint)).isFalse();
    }

    private static Endpoint endpoint(String resourceName, List<String> hosts) {
        return new Endpoint("e1", "n", "s", "g", resourceName, hosts, new Endpoint.Spec("spec", "1.0"), "Approved");
    }
}
