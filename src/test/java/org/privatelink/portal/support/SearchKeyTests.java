package org.privatelink.portal.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SearchKeyTests {

    private static final String RESOURCE =
            "/subscriptions/1b2c3d4e-0000-4000-8000-123456789abc/resourceGroups/rg(1)_a.b-c/providers/Microsoft.Storage/storageAccounts/acmeorders";

    @ParameterizedTest
    @ValueSource(strings = {
        RESOURCE,
        "  subscriptions/1B2C3D4E-0000-4000-8000-123456789ABC/RESOURCEGROUPS/RG(1)_a.b-c/providers/microsoft.storage/StorageAccounts/ACMEORDERS ",
        "https://portal.azure.com/#@contoso.example/resource" + RESOURCE + "/networking",
        RESOURCE + "/privateEndpointConnections/acme.40e3d3a8"
    })
    void pastedResourceIdIsUnderstoodInAnyForm(String pasted) {
        SearchKey key = SearchKey.of(pasted);

        assertThat(key.text()).isEqualToIgnoringCase("acmeorders");
        assertThat(key.resource().subscriptionId()).isEqualToIgnoringCase("1b2c3d4e-0000-4000-8000-123456789abc");
        assertThat(key.resource().resourceGroupName()).isEqualToIgnoringCase("rg(1)_a.b-c");
        assertThat(key.mayBeId()).isFalse();
    }

    @Test
    void ofAnAddressOnlyTheHostIsLookedFor() {
        assertThat(SearchKey.of("https://acmelake.dfs.core.windows.net/x?y").text()).isEqualTo("acmelake.dfs.core.windows.net");
        assertThat(SearchKey.of("\\\\contosofiles.file.core.windows.net\\share").text())
                .isEqualTo("contosofiles.file.core.windows.net");
        assertThat(SearchKey.of("jdbc:snowflake://fk.snowflakecomputing.com/?db=x").text())
                .isEqualTo("fk.snowflakecomputing.com");
    }

    @Test
    void hostIsLookedForByItsPublicNameAndItsFirstPartToo() {
        assertThat(SearchKey.of("AcmeLake.privatelink.dfs.core.windows.net").hosts())
                .containsExactly("acmelake.privatelink.dfs.core.windows.net", "acmelake.dfs.core.windows.net", "acmelake");
        assertThat(SearchKey.of("10.0.0.12").hosts()).isEmpty();
        assertThat(SearchKey.of("acmelake").hosts()).isEmpty();
    }

    @Test
    void idIsOpaque() {
        assertThat(SearchKey.of("4c9eb695-0d1a-42d4-bc45-0842aeaa1efr").mayBeId()).isTrue();
        assertThat(SearchKey.of("orders").mayBeId()).isFalse();
        assertThat(SearchKey.of("Contoso orders archive of 2026").mayBeId()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=c2VjcmV0LXNlY3JldA==",
        "https://acme.blob.core.windows.net/?sv=1&sig=abcdefgh",
        "jdbc:snowflake://x.snowflakecomputing.com/?user=u&password=hunter22",
        "https://keyvault-x.vault.azure.net/secrets/968adb09"
    })
    void pastedSecretIsNotLookedFor(String pasted) {
        assertThat(SearchKey.refusal(pasted)).contains("support.secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {RESOURCE, "acmeorders", "CHG-20417", "Erin O'Hara", "a\nb", "\u0000", "😀", "contoso-crm-db.postgres.database.azure.com"})
    void whatIsNoSecretIsLookedFor(String typed) {
        assertThat(SearchKey.refusal(typed)).isEmpty();
    }

    @Test
    void whatIsLongerThanAnyNameIsNotLookedFor() {
        assertThat(SearchKey.refusal("x".repeat(500))).isEmpty();
        assertThat(SearchKey.refusal("x".repeat(501))).contains("support.long");
    }
}
