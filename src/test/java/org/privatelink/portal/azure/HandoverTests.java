package org.privatelink.portal.azure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HandoverTests {

    private static final String SUBSCRIPTION = "0a1b2c3d-1111-4222-8333-444455556666";
    private static final String ID =
            "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/rg(1)/providers/Microsoft.Storage/storageAccounts/acme1";

    @Test
    void commandsListFirstAndApproveTheConnectionNotTheEndpoint() {
        Handover handover = Handover.of(resource("rg(1)", "acme1"), "NET-4711").orElseThrow();

        assertThat(handover.cli())
                .contains("private-endpoint-connection list --id \"" + ID + "\"")
                .contains("approve --id \"<id from step 1>\" --description \"NET-4711\"");
        assertThat(handover.powerShell())
                .contains("-PrivateLinkResourceId \"" + ID + "\"")
                .contains("-Description \"NET-4711\"");
    }

    @Test
    void linkLeadsToTheResourcesNetworking() {
        assertThat(Handover.of(resource("größe", "acme1"), null).orElseThrow().networking())
                .hasToString("https://portal.azure.com/#@/resource/subscriptions/" + SUBSCRIPTION
                        + "/resourceGroups/gr%C3%B6%C3%9Fe/providers/Microsoft.Storage/storageAccounts/acme1/networking");
    }

    @ParameterizedTest
    @ValueSource(strings = {"T\"; rm -rf ~; \"", "$(id)", "`id`", "a\nb", ""})
    void aTicketThatIsMoreThanTextIsLeftOut(String ticket) {
        assertThat(Handover.of(resource("rg", "acme1"), ticket).orElseThrow().cli())
                .contains("--description \"Private Link Portal\"");
    }

    @ParameterizedTest
    @CsvSource({"rg, ACME", "rg/../x, acme1", "'rg\"', acme1", "rg, 'acme1;id'"})
    void partsThatAreNoNamesMakeNoCommands(String group, String name) {
        assertThat(Handover.of(resource(group, name), null)).isEmpty();
    }

    @Test
    void snowflakesServiceIsNotTheCustomersToApprove() {
        var service = new AzureResourceId(SUBSCRIPTION, "rg", ResourceType.PRIVATE_LINK_SERVICE, "sf-pvlinksvc");
        assertThat(Handover.of(service, null)).isEmpty();
    }

    private static AzureResourceId resource(String group, String name) {
        return new AzureResourceId(SUBSCRIPTION, group, ResourceType.STORAGE_ACCOUNT, name);
    }
}
