package org.privatelink.portal.azure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AzureResourceIdTests {

    private static final String SUBSCRIPTION = "0a1b2c3d-1111-4222-8333-444455556666";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/subscriptions/%s/resourceGroups/rg-a/providers/Microsoft.Storage/storageAccounts/acme1",
                "subscriptions/%s/resourcegroups/rg-a/providers/microsoft.storage/STORAGEACCOUNTS/acme1",
                "  /SUBSCRIPTIONS/%s/resourceGroups/rg-a/providers/Microsoft.Storage/storageAccounts/acme1/blobServices/default "
            })
    void partsAreFoundInAnyLetterCase(String written) {
        assertThat(AzureResourceId.parse(written.formatted(SUBSCRIPTION)))
                .contains(new AzureResourceId(SUBSCRIPTION, "rg-a", ResourceType.STORAGE_ACCOUNT, "acme1"));
    }

    @Test
    void snowflakesServiceIsAPrivateLinkService() {
        assertThat(AzureResourceId.parse("/subscriptions/" + SUBSCRIPTION
                        + "/resourceGroups/azregion-privatelink/providers/microsoft.network/privatelinkservices/sf-pvlinksvc-azregion"))
                .hasValueSatisfying(id -> assertThat(id.type()).isEqualTo(ResourceType.PRIVATE_LINK_SERVICE));
    }

    @Test
    void anotherKindOfResourceHasNoType() {
        assertThat(AzureResourceId.parse("/subscriptions/s/resourceGroups/g/providers/Microsoft.Sql/servers/n"))
                .hasValueSatisfying(id -> assertThat(id.type()).isNull());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/subscriptions/", "acme", "/subscriptions/s/resourceGroups/g", "https://portal.azure.com/"})
    void somethingElseIsNoResourceId(String written) {
        assertThat(AzureResourceId.parse(written)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rg(1)_a.b-c", "R", "größe", "a._-"})
    void resourceGroupsThatAzureTakes(String name) {
        assertThat(AzureResourceId.isResourceGroup(name)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rg.", "a b", "a/b", "a#b"})
    void resourceGroupsThatAzureRefuses(String name) {
        assertThat(AzureResourceId.isResourceGroup(name)).isFalse();
    }

    @Test
    void resourceGroupsHaveAtMostNinetyCharacters() {
        assertThat(AzureResourceId.isResourceGroup("a".repeat(90))).isTrue();
        assertThat(AzureResourceId.isResourceGroup("a".repeat(91))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not-a-guid", "0a1b2c3d-1111-4222-8333-44445555666", "0a1b2c3d-1111-4222-8333-44445555666g"})
    void subscriptionsAreGuids(String text) {
        assertThat(AzureResourceId.isSubscription(text)).isFalse();
        assertThat(AzureResourceId.isSubscription(SUBSCRIPTION.toUpperCase())).isTrue();
    }

    @Test
    void namesFollowTheRuleOfTheirKind() {
        assertThat(ResourceType.STORAGE_ACCOUNT.allowsName("acme1")).isTrue();
        for (String bad : new String[] {"ab", "Acme", "acme-x", "a".repeat(25), "acme.x"}) {
            assertThat(ResourceType.STORAGE_ACCOUNT.allowsName(bad)).as(bad).isFalse();
        }
        assertThat(ResourceType.POSTGRESQL_SERVER.allowsName("acme-Orders-1")).isTrue();
        for (String bad : new String[] {"ab", "-acme", "acme-", "ac--me", "a".repeat(64)}) {
            assertThat(ResourceType.POSTGRESQL_SERVER.allowsName(bad)).as(bad).isFalse();
        }
        assertThat(ResourceType.PRIVATE_LINK_SERVICE.allowsName("sf-pvlinksvc_azregion.1")).isTrue();
        for (String bad : new String[] {"", "_a", "a-", "a".repeat(81), "a b"}) {
            assertThat(ResourceType.PRIVATE_LINK_SERVICE.allowsName(bad)).as(bad).isFalse();
        }
    }
}
