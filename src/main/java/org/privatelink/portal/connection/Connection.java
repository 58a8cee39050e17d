package org.privatelink.portal.connection;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A base connection as Flow Service records it.
 *
 * @param createdAt epoch milliseconds
 * @param createdBy Adobe's id of a person or credential, not an e-mail address
 * @param etag the version to name in a change, quotes included
 */
public record Connection(
        String id,
        @Nullable String name,
        @Nullable String description,
        @Nullable String state,
        @Nullable Long createdAt,
        @Nullable Long updatedAt,
        @Nullable String createdBy,
        @Nullable String updatedBy,
        @Nullable String createdClient,
        @Nullable Spec connectionSpec,
        @Nullable Auth auth,
        @Nullable String etag) {

    private static final String VAULT = ".vault.azure.net";

    public record Spec(@Nullable String id, @Nullable String version) {}

    /** @param params secrets in it are Key Vault addresses; treat the whole map as sensitive */
    public record Auth(@Nullable String specName, @Nullable Map<String, @Nullable Object> params) {
        @Override
        public String toString() {
            return "Auth[" + specName + "]";
        }
    }

    public Connection {
        Objects.requireNonNull(id, "id");
    }

    public String label() {
        return name == null || name.isBlank() ? id : name;
    }

    public @Nullable String specName() {
        return auth == null ? null : auth.specName();
    }

    /** Whether a change can name the version that it is about. */
    public boolean isVersioned() {
        return !version(etag).isEmpty();
    }

    /** A version as it may stand in a header, or nothing. */
    static String version(@Nullable String etag) {
        return etag != null && etag.matches("[ -~]{1,256}") && !etag.isBlank() ? etag : "";
    }

    public String specId() {
        return connectionSpec == null || connectionSpec.id() == null ? "" : connectionSpec.id();
    }

    public boolean usesPrivateLink() {
        return "true".equalsIgnoreCase(parameter("usePrivateLink"));
    }

    /** Filled by the service; may be missing on a private connection. */
    public @Nullable String endpointId() {
        String id = parameter("privateEndpointId");
        return id == null || id.isBlank() ? null : id;
    }

    public @Nullable String parameter(String parameterName) {
        Object value = auth == null || auth.params() == null ? null : auth.params().get(parameterName);
        return value == null ? null : value.toString();
    }

    /** Authentication parameters by name, as they came; none is ever written back. */
    Map<String, @Nullable Object> parameters() {
        return auth == null || auth.params() == null ? Map.of() : auth.params();
    }

    /** The address of a stored secret, whole or within something (contract trap 20). */
    static boolean isStoredSecret(String value) {
        return value.toLowerCase(Locale.ROOT).contains(VAULT);
    }

    public Optional<Reach> reach() {
        return auth == null || auth.params() == null ? Optional.empty() : Reach.of(auth.params());
    }

    public @Nullable Instant created() {
        return moment(createdAt);
    }

    public @Nullable Instant updated() {
        return moment(updatedAt);
    }

    private static @Nullable Instant moment(@Nullable Long millis) {
        return millis == null || millis <= 0 ? null : Instant.ofEpochMilli(millis);
    }
}
