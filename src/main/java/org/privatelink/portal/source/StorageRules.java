package org.privatelink.portal.source;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.azure.ResourceType;

/** Keys, connection strings and SAS addresses of storage accounts (contract 4.2). */
final class StorageRules {

    private static final int KEY_BYTES = 64;
    private static final String CLOUD = "core.windows.net";
    private static final List<String> KEYS =
            List.of("AccountName", "AccountKey", "SharedAccessSignature", "EndpointSuffix", "DefaultEndpointsProtocol");

    private StorageRules() {}

    static List<Finding> key(String value) {
        try {
            int length = Base64.getDecoder().decode(value).length;
            if (length == 0 || value.length() % 4 != 0) {
                return List.of(Finding.wrong("storage-key"));
            }
            return length == KEY_BYTES ? List.of() : List.of(Finding.note("storage-key-length"));
        } catch (IllegalArgumentException notBase64) {
            return List.of(Finding.wrong("storage-key"));
        }
    }

    static List<Finding> connectionString(String value, @Nullable Source source, Instant now) {
        ConnectionString parts = ConnectionString.parse(value);
        if (parts.get("UseDevelopmentStorage").isPresent()) {
            return List.of(Finding.wrong("storage-development"));
        }
        if (FieldCheck.hasBrackets(value)) {
            return List.of(Finding.wrong("brackets"));
        }
        boolean keyed = parts.has("AccountName") && parts.has("AccountKey");
        if (!keyed && !parts.has("SharedAccessSignature")) {
            return List.of(Finding.wrong("storage-connection-string"));
        }
        List<Finding> findings = new ArrayList<>();
        parts.get("AccountName")
                .filter(name -> !ResourceType.STORAGE_ACCOUNT.allowsName(name))
                .ifPresent(name -> findings.add(Finding.wrong("storage-account")));
        parts.get("AccountKey").ifPresent(key -> findings.addAll(key(key)));
        parts.get("SharedAccessSignature").ifPresent(sas -> findings.addAll(SasRules.check(sas, permissions(source), now)));
        findings.addAll(surroundings(parts));
        return findings;
    }

    private static List<Finding> surroundings(ConnectionString parts) {
        Stream<Finding> repeated = KEYS.stream().filter(parts::repeats).map(key -> Finding.warning("string-twice", key));
        Stream<Finding> cloud = parts.get("EndpointSuffix").stream()
                .filter(suffix -> !suffix.equalsIgnoreCase(CLOUD))
                .map(suffix -> Finding.warning("storage-cloud"));
        Stream<Finding> open = parts.get("DefaultEndpointsProtocol").stream()
                .filter("http"::equalsIgnoreCase)
                .map(http -> Finding.warning("storage-http"));
        return Stream.of(repeated, cloud, open).flatMap(each -> each).toList();
    }

    static List<Finding> sasUri(String value, @Nullable Source source, Instant now) {
        if (FieldCheck.hasBrackets(value)) {
            return List.of(Finding.wrong("brackets"));
        }
        try {
            URI uri = URI.create(value);
            String query = uri.getRawQuery();
            boolean signed = query != null && query.matches("(?i)(.*&)?sig=.+");
            return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && signed
                    ? SasRules.check(query, permissions(source), now)
                    : List.of(Finding.wrong("sas-uri"));
        } catch (IllegalArgumentException notAUri) {
            return List.of(Finding.wrong("sas-uri"));
        }
    }

    /** Tables know no listing. */
    private static String permissions(@Nullable Source source) {
        return source != null && source.subResource().equals("table") ? "r" : "rl";
    }
}
