package org.privatelink.portal.simulator.platform;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Secrets are forgotten at once; what is kept and shown looks like the address of a Key Vault secret. */
class Vault {

    static final String HOST = "sim-vault.vault.azure.net";

    private static final Set<String> SECRETS = Set.of(
            "connectionstring",
            "sasuri",
            "password",
            "privatekey",
            "privatekeypassphrase",
            "serviceprincipalkey",
            "clientsecret",
            "accountkey",
            "accesskey",
            "secretkey",
            "token");

    private Vault() {}

    static boolean isSecret(String param) {
        return SECRETS.contains(param.toLowerCase(Locale.ROOT));
    }

    static String url(String id) {
        return "https://" + HOST + "/secrets/" + id;
    }

    /** Replaces every secret; one that already is what is kept stays as it is. */
    static void hideSecrets(ObjectNode params, JsonNode kept) {
        secrets(params)
                .filter(name -> !params.path(name).equals(kept.path(name)))
                .forEach(name -> params.put(name, url(Ids.random())));
    }

    /** Replaces every secret by an address that is always the same for the same owner. */
    static void hideSecretsOf(String owner, ObjectNode params) {
        secrets(params).forEach(name -> params.put(name, url(Ids.named("secret/" + owner + "/" + name))));
    }

    private static Stream<String> secrets(ObjectNode params) {
        return List.copyOf(params.propertyNames()).stream().filter(Vault::isSecret);
    }
}
