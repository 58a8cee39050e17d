package org.privatelink.portal.azure;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Kinds of Azure resources that a private endpoint can lead to, with Azure's rule for their names (contract 6.2). */
public enum ResourceType {
    STORAGE_ACCOUNT("Microsoft.Storage/storageAccounts", "[a-z0-9]{3,24}"),
    POSTGRESQL_SERVER("Microsoft.DBforPostgreSQL/flexibleServers", "(?=.{3,63}$)[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*"),
    PRIVATE_LINK_SERVICE("Microsoft.Network/privateLinkServices", "[a-zA-Z0-9]([\\w.-]{0,78}\\w)?");

    private final String path;
    private final Pattern name;

    ResourceType(String path, String name) {
        this.path = path;
        this.name = Pattern.compile(name);
    }

    /** Provider namespace and type, such as {@code Microsoft.Storage/storageAccounts}. */
    public String path() {
        return path;
    }

    public boolean allowsName(String resourceName) {
        return name.matcher(resourceName).matches();
    }

    /** Message key of the sentence that states the rule. */
    public String ruleKey() {
        return "azure.rule." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<ResourceType> of(String path) {
        return Arrays.stream(values()).filter(type -> type.path.equalsIgnoreCase(path)).findFirst();
    }
}
