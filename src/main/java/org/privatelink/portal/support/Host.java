package org.privatelink.portal.support;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.privatelink.portal.connection.Reach;
import org.privatelink.portal.endpoint.Endpoint;

/** The host or account that a connection leads to, in any of the forms in which one resource can be written. */
record Host(String name) {

    private static final String SNOWFLAKE = ".snowflakecomputing.com";
    private static final Pattern STORAGE =
            Pattern.compile("[a-z0-9]+(?:\\.privatelink)?\\.(blob|dfs|file|table|queue)\\.core\\.windows\\.net");

    /** By the resource's name, or by one of the endpoint's host names: public, private, with or without its region. */
    boolean leadsTo(Endpoint endpoint) {
        return new Reach(name).leadsTo(endpoint)
                || endpoint.fqdns().stream().map(Host::stem).anyMatch(stem -> stem.equals(stem(name)) || stem.startsWith(stem(name) + "."));
    }

    /** The service of a storage account that the name is for, such as {@code blob}. */
    Optional<String> storageService() {
        Matcher storage = STORAGE.matcher(name);
        return storage.matches() ? Optional.of(storage.group(1)) : Optional.empty();
    }

    /**
     * A name from inside a private network, for which Azure's certificates do not stand. Snowflake has private names of
     * its own.
     */
    boolean isPrivateName() {
        return name.contains(".privatelink.") && !name.endsWith(SNOWFLAKE);
    }

    /** Of a Snowflake host or account what tells it apart: {@code organisation-account}, or {@code locator.region}. */
    private static String stem(String host) {
        return Stream.of(SNOWFLAKE, ".privatelink", ".azure")
                .reduce(host.strip().toLowerCase(Locale.ROOT), (stem, end) ->
                        stem.endsWith(end) ? stem.substring(0, stem.length() - end.length()) : stem);
    }
}
