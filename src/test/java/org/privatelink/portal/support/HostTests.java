package org.privatelink.portal.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.privatelink.portal.endpoint.Endpoint;

class HostTests {

    private static final Endpoint SNOWFLAKE = new Endpoint(
            "s", "s", "sub", "rg", "sf-pvlinksvc-azwesteurope",
            List.of("fk40217.west-europe.privatelink.snowflakecomputing.com", "acme-sales.privatelink.snowflakecomputing.com"),
            new Endpoint.Spec("b2e08744-4f1a-40ce-af30-7abac3e23cf3", "1.0"), "Approved");

    @Test
    void snowflakeAccountIsTheSameInAllItsForms() {
        assertThat(List.of(
                        "fk40217.west-europe.azure", "fk40217.west-europe.azure.snowflakecomputing.com",
                        "fk40217.west-europe.privatelink.snowflakecomputing.com", "fk40217", "acme-sales",
                        "acme-sales.snowflakecomputing.com"))
                .allSatisfy(name -> assertThat(new Host(name).leadsTo(SNOWFLAKE)).as(name).isTrue());
    }

    @Test
    void snowflakeAccountOfAnotherRegionIsAnotherOne() {
        assertThat(new Host("fk40217.east-us-2.azure").leadsTo(SNOWFLAKE)).isFalse();
        assertThat(new Host("acme").leadsTo(SNOWFLAKE)).isFalse();
    }

    @Test
    void serviceOfAStorageAccountStandsInItsHost() {
        assertThat(new Host("acme.dfs.core.windows.net").storageService()).contains("dfs");
        assertThat(new Host("acme.privatelink.blob.core.windows.net").storageService()).contains("blob");
        assertThat(new Host("acme").storageService()).isEmpty();
    }

    @Test
    void privateNamesAreSnowflakesOwnAndNobodyElses() {
        assertThat(new Host("db.privatelink.postgres.database.azure.com").isPrivateName()).isTrue();
        assertThat(new Host("acme.privatelink.snowflakecomputing.com").isPrivateName()).isFalse();
    }
}
