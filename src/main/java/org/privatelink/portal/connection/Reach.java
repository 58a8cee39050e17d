package org.privatelink.portal.connection;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Endpoint;

/** Where a connection leads, as far as parameters that are not secret tell. */
public record Reach(String host) {

    /** The host, account or address that stands in clear among the parameters. */
    public static Optional<Reach> of(Map<String, ? extends @Nullable Object> parameters) {
        return Stream.of("server", "host", "url", "accountName", "account")
                .map(parameters::get)
                .filter(value -> value != null && !value.toString().isBlank())
                .map(value -> new Reach(bare(value.toString())))
                .findFirst();
    }

    /** Same resource by name, or one of the endpoint's host names. */
    public boolean leadsTo(Endpoint endpoint) {
        String label = host.split("\\.", 2)[0];
        boolean named = label.equalsIgnoreCase(endpoint.resourceName());
        return named || endpoint.fqdns().stream().map(Reach::bare).anyMatch(this::isHost);
    }

    /** The same for {@link ConnectionQuery#hosts}. */
    static Set<String> hostsOf(Endpoint endpoint) {
        Stream<String> named = Stream.ofNullable(endpoint.resourceName())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.matches("[^.]+"));
        Stream<String> hosts = endpoint.fqdns().stream().map(Reach::bare).flatMap(Reach::beginnings).map(host -> host + ".");
        return Stream.concat(named, hosts).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of {@code a.b.c}: {@code a}, {@code a.b} and itself. */
    private static Stream<String> beginnings(String host) {
        return IntStream.rangeClosed(1, host.length())
                .filter(end -> end == host.length() || host.charAt(end) == '.')
                .mapToObj(end -> host.substring(0, end));
    }

    private boolean isHost(String fqdn) {
        return fqdn.equals(host) || fqdn.startsWith(host + ".");
    }

    private static String bare(String written) {
        return written.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^[a-z]+://", "")
                .replaceFirst("^\\\\+", "")
                .replaceFirst("[/:\\\\?].*$", "");
    }
}
