package org.privatelink.portal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    @ParameterizedTest
    @CsvSource({
        "connectionString, DefaultEndpointsProtocol=https;AccountName=AcmeStore;AccountKey=QUJD==, acmestore",
        "connectionString, BlobEndpoint=https://acmestore.blob.core.windows.net/;SharedAccessSignature=sig=x, acmestore.blob.core.windows.net",
        "connectionString, Server=acme.postgres.database.azure.com;Database=d;Password=p, acme.postgres.database.azure.com",
        "connectionString, jdbc:snowflake://acme-x.snowflakecomputing.com/?user=u&password=p, acme-x.snowflakecomputing.com",
        "sasUri, https://acmestore.blob.core.windows.net/c?sig=x, acmestore.blob.core.windows.net"
    })
    void ofASecretTheHostAloneIsKept(String parameter, String value, String host) {
        assertThat(Reach.of(Map.of(parameter, value))).contains(new Reach(host));
    }

    @ParameterizedTest
    @CsvSource({
        "connectionString, https://acme.vault.azure.net/secrets/968adb09",
        "sasUri, https://acme.vault.azure.net/secrets/968adb09",
        "server, https://acme.vault.azure.net/secrets/968adb09",
        "connectionString, AccountName=no name at all!;AccountKey=x",
        "connectionString, Server=p+w/d=;Database=d",
        "connectionString, anything",
        "sasUri, anything"
    })
    void whatIsStoredElsewhereOrNoNameIsNotKnown(String parameter, String value) {
        assertThat(Reach.of(Map.of(parameter, value)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"connectionString, a:", "connectionString, Server=a.", "sasUri, https://a.", "server, a.a"})
    void aLongWordIsReadWithoutGettingLost(String parameter, String piece) {
        assertThatNoException().isThrownBy(() -> Reach.of(Map.of(parameter, piece.repeat(50_000))));
    }

    @ParameterizedTest
    @CsvSource({
        "acme.blob.core.windows.net, blob", "acme.dfs.core.windows.net, dfs", "acme.privatelink.blob.core.windows.net, blob",
        "acme.postgres.database.azure.com,", "acme,"
    })
    void aStorageHostTellsItsService(String host, String service) {
        assertThat(new Reach(host).storageService()).isEqualTo(Optional.ofNullable(service));
    }

    @Test
    void privateNamesAreForSnowflakeAlone() {
        assertThat(new Reach("acme.privatelink.blob.core.windows.net").isPrivateName()).isTrue();
        assertThat(new Reach("acme.privatelink.postgres.database.azure.com").isPrivateName()).isTrue();
        assertThat(new Reach("acme.privatelink.snowflakecomputing.com").isPrivateName()).isFalse();
        assertThat(new Reach("acme.privatelink.snowflakecomputing.com").isPublicSnowflake()).isFalse();
        assertThat(new Reach("acme.snowflakecomputing.com").isPublicSnowflake()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "ab1.west-europe.azure, true,", "ab1.west-europe, true,", "ab1, true,", "ab1.west-europe.snowflakecomputing.com, true,",
        "ab1.west-europe.privatelink.snowflakecomputing.com, true,", "ab1.east-us-2.azure, false, ab1.west-europe",
        "ab1.east-us-2.privatelink.snowflakecomputing.com, false, ab1.west-europe", "ab12.west-europe.azure, false,"
    })
    void aSnowflakeAccountIsKnownByLocatorAndRegion(String host, boolean leads, String otherRegion) {
        Endpoint endpoint = endpoint("sf-pvlinksvc", List.of("ab1.west-europe.privatelink.snowflakecomputing.com"));

        assertThat(new Reach(host).leadsTo(endpoint)).isEqualTo(leads);
        assertThat(new Reach(host).otherRegion(List.of(endpoint))).isEqualTo(Optional.ofNullable(otherRegion));
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
