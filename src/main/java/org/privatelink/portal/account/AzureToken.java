package org.privatelink.portal.account;

/** A person's token for Azure Resource Manager. Its text form does not show it. */
public record AzureToken(String value) {

    @Override
    public String toString() {
        return "AzureToken[hidden]";
    }
}
