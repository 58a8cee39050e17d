package org.privatelink.portal.connection;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.platform.Secret;
import org.privatelink.portal.source.ConnectionString;

/**
 * Where a connection leads, as far as its parameters tell. Of a connection string or SAS address nothing but the host or
 * account is kept.
 */
public record Reach(String host) {

    private static final String SNOWFLAKE = ".snowflakecomputing.com";
    private static final String PRIVATE = ".privatelink";
    private static final Pattern STORAGE =
            Pattern.compile("[a-z0-9-]+(?:\\.privatelink)?\\.(blob|dfs|file|table|queue)\\.core\\.windows\\.net");
    /** What is taken out of a secret may be shown: it must be a name and nothing else. */
    private static final Pattern NAME = Pattern.compile("(?=.{0,253}$)[a-z0-9](?:[a-z0-9_-]{0,62}(?:\\.[a-z0-9][a-z0-9_-]{0,62})*)?");

    /** The host, account or address among the parameters; none where the value is stored elsewhere. */
    public static Optional<Reach> of(Map<String, ? extends @Nullable Object> parameters) {
        Stream<String> clear = Stream.of("server", "host", "url", "accountName", "account")
                .map(name -> text(parameters.get(name)));
        Stream<String> hidden = Stream.concat(
                        Stream.of(text(parameters.get("sasUri"))).filter(uri -> uri.contains("://")),
                        address(text(parameters.get("connectionString"))).stream())
                .filter(address -> NAME.matcher(bare(address)).matches());
        return Stream.concat(clear, hidden)
                .filter(address -> !address.isBlank())
                .map(Reach::bare)
                .filter(host -> !host.endsWith(".vault.azure.net"))
                .map(Reach::new)
                .findFirst();
    }

    private static String text(@Nullable Object parameter) {
        return parameter instanceof Secret secret ? secret.open() : Objects.toString(parameter, "");
    }

    private static Optional<String> address(String connectionString) {
        if (connectionString.strip().matches("(?s)([a-zA-Z]+:){1,4}//.*")) {
            return Optional.of(connectionString);
        }
        ConnectionString parts = ConnectionString.parse(connectionString);
        return Stream.of("AccountName", "Server", "Host", "BlobEndpoint", "FileEndpoint", "TableEndpoint")
                .flatMap(key -> parts.get(key).stream())
                .findFirst();
    }

    /** Same resource by name, or one of the endpoint's host names. */
    public boolean leadsTo(Endpoint endpoint) {
        return label().equalsIgnoreCase(endpoint.resourceName())
                || stems(endpoint).anyMatch(stem -> stem.equals(stem(host)) || stem.startsWith(stem(host) + "."));
    }

    /** The account or server alone. */
    public String label() {
        return host.split("\\.", 2)[0];
    }

    /** A name from inside a private network, where the public one has to be given: Azure leads that one to the endpoint. */
    public boolean isPrivateName() {
        return host.contains(PRIVATE + ".") && !host.endsWith(SNOWFLAKE);
    }

    /** Snowflake has private names of its own. */
    public boolean isPublicSnowflake() {
        return host.endsWith(SNOWFLAKE) && !host.contains(PRIVATE + ".");
    }

    /** The service of a storage account that a host name is for, such as {@code blob}. */
    public Optional<String> storageService() {
        Matcher storage = STORAGE.matcher(host);
        return storage.matches() ? Optional.of(storage.group(1)) : Optional.empty();
    }

    /** An endpoint's host of the same Snowflake account in another region than the one that stands here. */
    public Optional<String> otherRegion(List<Endpoint> endpoints) {
        List<String> hosts = endpoints.stream().flatMap(Reach::stems).filter(stem -> stem.startsWith(label() + ".")).toList();
        return stem(host).contains(".") && !hosts.contains(stem(host)) ? hosts.stream().findFirst() : Optional.empty();
    }

    private static Stream<String> stems(Endpoint endpoint) {
        return endpoint.fqdns().stream().map(Reach::bare).map(Reach::stem);
    }

    /** Of a Snowflake host or account what tells it apart: {@code org-account}, or {@code locator.region}. */
    private static String stem(String host) {
        return Stream.of(SNOWFLAKE, PRIVATE, ".azure")
                .reduce(host, (stem, end) -> stem.endsWith(end) ? stem.substring(0, stem.length() - end.length()) : stem);
    }

    /** The hosts that {@link #leadsTo} takes, for {@link ConnectionQuery#hosts}. */
    static Set<String> hostsOf(Endpoint endpoint) {
        Stream<String> named = Stream.ofNullable(endpoint.resourceName())
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.matches("[^.]+"));
        Stream<String> hosts = stems(endpoint)
                .flatMap(Reach::beginnings)
                .flatMap(Reach::spellings)
                .filter(host -> new Reach(host).leadsTo(endpoint))
                .map(host -> host + ".");
        return Stream.concat(named, hosts).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of {@code a.b.c}: {@code a}, {@code a.b} and itself. */
    private static Stream<String> beginnings(String host) {
        return IntStream.rangeClosed(1, host.length())
                .filter(end -> end == host.length() || host.charAt(end) == '.')
                .mapToObj(end -> host.substring(0, end));
    }

    /** All that {@link #stem} makes the same. */
    private static Stream<String> spellings(String stem) {
        return Stream.of("", ".azure")
                .flatMap(end -> Stream.of(stem + end, stem + end + PRIVATE))
                .flatMap(host -> Stream.of(host, host + SNOWFLAKE));
    }

    private static String bare(String written) {
        return written.strip()
                .toLowerCase(Locale.ROOT)
                .replaceFirst("^(?:[a-z]+:)++//", "")
                .replaceFirst("^\\\\+", "")
                .replaceFirst("[/:\\\\?](?s).*$", "");
    }
}
