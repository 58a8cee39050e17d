package org.privatelink.portal.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.azure.Candidates.Row;
import org.privatelink.portal.azure.Candidates.Sign;

class CandidatesTests {

    private static final AzureResourceId RESOURCE = new AzureResourceId(
            "0a1b2c3d-1111-4222-8333-444455556666", "rg", ResourceType.STORAGE_ACCOUNT, "acmestore");
    private static final String ENDPOINTS =
            "/subscriptions/x/resourceGroups/managed/providers/Microsoft.Network/privateEndpoints/";

    @Test
    void theOnlyOneThatWaitsIsChosenIfItIsNamed() {
        Candidates found = among("blob", row("a.1", "Approved", "blob"), named("a.2", ENDPOINTS + "acme-blob.1f2e"), row("a.3", "Rejected", "blob"));

        assertThat(found.only()).map(PrivateEndpointConnection::name).contains("a.2");
        assertThat(found.rows()).extracting(row -> row.connection().name()).containsExactly("a.2", "a.1", "a.3");
        assertThat(signs(found, "a.2")).containsExactly(Sign.WAITING, Sign.SUB_RESOURCE_FITS, Sign.NAMED);
        assertThat(signs(found, "a.1")).contains(Sign.NOT_WAITING);
        assertThat(signs(found, "a.3")).contains(Sign.REJECTED);
    }

    @Test
    void ofSeveralNoneIsChosenEvenIfOneIsNamed() {
        Candidates found = among("blob", row("a.1", "Pending", "blob"), named("a.2", ENDPOINTS + "acme-blob.1f2e"));

        assertThat(found.count()).isEqualTo(2);
        assertThat(found.only()).isEmpty();
        assertThat(signs(found, "a.2")).contains(Sign.NAMED);
        assertThat(signs(found, "a.1")).doesNotContain(Sign.NAMED);
    }

    @Test
    void anotherSubResourceIsNoCandidate() {
        Candidates found = among("blob", row("a.1", "Pending", "dfs"), row("a.2", "Pending", "blob_secondary"), row("a.3", "pending", "BLOB"));

        assertThat(found.count()).isEqualTo(1);
        assertThat(found.find("a.3").orElseThrow().candidate()).isTrue();
        assertThat(found.only()).isEmpty();
        assertThat(signs(found, "a.1")).contains(Sign.SUB_RESOURCE_OTHER);
        assertThat(found.find("a.1").orElseThrow().candidate()).isFalse();
    }

    /** Storage of the documented version does not tell it. */
    @Test
    void subResourceThatIsNotToldDoesNotRuleOut() {
        Candidates found = among("blob", row("a.1", "Pending"));

        assertThat(found.count()).isEqualTo(1);
        assertThat(signs(found, "a.1")).containsExactly(Sign.WAITING, Sign.SUB_RESOURCE_UNTOLD);
    }

    @Test
    void sourceWithoutASubResourceDoesNotAskForOne() {
        assertThat(signs(among(null, row("a.1", "Pending", "x")), "a.1")).containsExactly(Sign.WAITING);
    }

    @Test
    void connectionOfAnotherResourceIsNoCandidate() {
        var foreign = new PrivateEndpointConnection("a.1", "/subscriptions/other/a.1", "Pending", List.of("blob"), "", "");

        Candidates found = among("blob", foreign);

        assertThat(found.count()).isZero();
        assertThat(found.only()).isEmpty();
        assertThat(signs(found, "a.1")).contains(Sign.FOREIGN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Disconnected", "Approved", "Rejected", "PendingX", "null"})
    void whatDoesNotWaitIsNoCandidate(String status) {
        assertThat(among("blob", row("a.1", status, "blob")).count()).isZero();
    }

    @Test
    void emptyListHasNone() {
        Candidates found = among("blob");

        assertThat(found.rows()).isEmpty();
        assertThat(found.only()).isEmpty();
        assertThat(found.find("a.1")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "acme-blob, true", "ACME-Blob, true", "acme-blob.1f2e, true", "x.acme-blob_2, true",
        "acme-blob2, false", "xacme-blob, false", "acme, false", "e1f0-id-9, true", "e1f0-id-99, false",
        "acme-blob2.acme-blob, true", "acme blob.1, true", "acme--blob, true"
    })
    void nameCountsAsAWholeOnly(String endpoint, boolean told) {
        assertThat(signs(among("blob", named("a.1", ENDPOINTS + endpoint)), "a.1").contains(Sign.NAMED)).isEqualTo(told);
    }

    @Test
    void shortNamesTellNothing() {
        Candidates found = Candidates.among(List.of(named("a.1", ENDPOINTS + "pe.1")), RESOURCE, "blob", List.of("pe", "", "1"));

        assertThat(signs(found, "a.1")).doesNotContain(Sign.NAMED);
    }

    private static Candidates among(String subResource, PrivateEndpointConnection... rows) {
        return Candidates.among(List.of(rows), RESOURCE, subResource, List.of("acme-blob", "e1f0-id-9"));
    }

    private static Set<Sign> signs(Candidates found, String name) {
        return found.find(name).map(Row::signs).orElseThrow();
    }

    private static PrivateEndpointConnection row(String name, String status, String... groups) {
        return new PrivateEndpointConnection(
                name, RESOURCE + "/privateEndpointConnections/" + name, status, List.of(groups), "", "");
    }

    private static PrivateEndpointConnection named(String name, String privateEndpointId) {
        return new PrivateEndpointConnection(name, "", "Pending", List.of("blob"), "", privateEndpointId);
    }
}
