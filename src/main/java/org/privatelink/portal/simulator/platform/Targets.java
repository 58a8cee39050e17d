package org.privatelink.portal.simulator.platform;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The hosts and accounts that credentials point at, in lower case: what a private endpoint is found by. */
record Targets(Set<String> names) {

    private static final Pattern URL_HOST = Pattern.compile("//([^/:?;#]+)");
    private static final Set<String> PLAIN_PARAMS = Set.of("server", "host", "account", "url", "endpoint", "sasuri");
    private static final Set<String> STRING_KEYS = Set.of(
            "accountname",
            "server",
            "host",
            "hostname",
            "data source",
            "blobendpoint",
            "tableendpoint",
            "fileendpoint");

    static Targets of(JsonNode params) {
        Targets targets = new Targets(new TreeSet<>());
        params.properties().forEach(entry -> {
            String value = entry.getValue().asString("");
            String name = entry.getKey().toLowerCase(Locale.ROOT);
            if (name.equals("connectionstring")) {
                targets.addParts(value);
            } else if (PLAIN_PARAMS.contains(name)) {
                targets.add(value);
            }
        });
        return targets;
    }

    private void addParts(String connectionString) {
        if (URL_HOST.matcher(connectionString).find()
                && !connectionString.toLowerCase(Locale.ROOT).contains("endpoint=")) {
            add(connectionString);
            return;
        }
        for (String part : connectionString.split(";")) {
            // Only the first equals sign divides: keys end in some themselves.
            String[] pair = part.split("=", 2);
            if (pair.length == 2 && STRING_KEYS.contains(pair[0].strip().toLowerCase(Locale.ROOT))) {
                add(pair[1].strip());
            }
        }
    }

    private void add(String address) {
        Matcher url = URL_HOST.matcher(address);
        String host = (url.find()
                        ? url.group(1)
                        : address.replaceFirst("^\\\\+", "").split("[:\\\\,]", 2)[0])
                .toLowerCase(Locale.ROOT);
        if (host.isBlank() || host.equals(Vault.HOST)) {
            return;
        }
        names.add(host);
        names.add(firstLabel(host));
    }

    private static String firstLabel(String host) {
        return host.split("\\.", 2)[0];
    }

    boolean isEmpty() {
        return names.isEmpty();
    }

    /** Whether traffic to them could go through an endpoint for this resource. */
    boolean match(String resourceName, List<String> fqdns) {
        return names.contains(resourceName.toLowerCase(Locale.ROOT))
                || fqdns.stream()
                        .map(fqdn -> fqdn.toLowerCase(Locale.ROOT))
                        .anyMatch(fqdn -> names.contains(fqdn) || names.contains(firstLabel(fqdn)));
    }
}
