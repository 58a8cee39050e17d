package org.privatelink.portal.source;

import java.net.URI;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.privatelink.portal.azure.ResourceType;

/** Rules for the values of a connection's fields. A broken rule is told by the last part of a message key. */
public enum FieldCheck {
    TEXT(false),
    CHOICE(false),
    HOST(false) {
        @Override
        Optional<String> problem(String value) {
            return HOST_NAME.matcher(value).matches() ? Optional.empty() : Optional.of("host");
        }
    },
    PORT(false) {
        @Override
        Optional<String> problem(String value) {
            return value.matches("\\d{1,5}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= 65_535
                    ? Optional.empty()
                    : Optional.of("port");
        }
    },
    STORAGE_ACCOUNT(false) {
        @Override
        Optional<String> problem(String value) {
            return ResourceType.STORAGE_ACCOUNT.allowsName(value) ? Optional.empty() : Optional.of("storage-account");
        }
    },
    DFS_URL(false) {
        @Override
        Optional<String> problem(String value) {
            return value.matches("https://[a-z0-9]{3,24}\\.dfs\\.core\\.windows\\.net/?")
                    ? Optional.empty()
                    : Optional.of("dfs-url");
        }
    },
    SECRET(true),
    STORAGE_KEY(true) {
        @Override
        Optional<String> problem(String value) {
            try {
                return Base64.getDecoder().decode(value).length > 0 ? Optional.empty() : Optional.of("storage-key");
            } catch (IllegalArgumentException notBase64) {
                return Optional.of("storage-key");
            }
        }
    },
    STORAGE_CONNECTION_STRING(true) {
        @Override
        Optional<String> problem(String value) {
            ConnectionString parts = ConnectionString.parse(value);
            boolean keyed = parts.has("AccountName") && parts.has("AccountKey");
            return keyed || parts.has("SharedAccessSignature") ? Optional.empty() : Optional.of("storage-connection-string");
        }
    },
    POSTGRESQL_CONNECTION_STRING(true) {
        @Override
        Optional<String> problem(String value) {
            ConnectionString parts = ConnectionString.parse(value);
            return (parts.has("Server") || parts.has("Host")) && parts.has("Database")
                    ? Optional.empty()
                    : Optional.of("postgresql-connection-string");
        }
    },
    SNOWFLAKE_CONNECTION_STRING(true) {
        @Override
        Optional<String> problem(String value) {
            return value.matches("jdbc:snowflake://[\\w.-]+\\.snowflakecomputing\\.com(:\\d+)?/?\\?.*")
                    ? Optional.empty()
                    : Optional.of("snowflake-connection-string");
        }
    },
    SAS_URI(true) {
        @Override
        Optional<String> problem(String value) {
            try {
                URI uri = URI.create(value);
                boolean signed = uri.getRawQuery() != null && uri.getRawQuery().contains("sig=");
                return "https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && signed
                        ? Optional.empty()
                        : Optional.of("sas-uri");
            } catch (IllegalArgumentException notAUri) {
                return Optional.of("sas-uri");
            }
        }
    },
    PRIVATE_KEY(true) {
        @Override
        Optional<String> problem(String value) {
            return value.replaceAll("\\s", "").matches("[A-Za-z0-9+/]{400,}={0,2}")
                    ? Optional.empty()
                    : Optional.of("private-key");
        }
    };

    private static final int LONGEST = 8_000;
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{1,253}$)[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+");
    private static final Pattern VAULT = Pattern.compile("(?i)\\s*https?://[\\w.-]+\\.vault\\.azure\\.net(?:[:/].*)?\\s*");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\r\\n\\t]]");

    private final boolean secret;

    FieldCheck(boolean secret) {
        this.secret = secret;
    }

    /** A secret is typed each time, sent once, and never shown or kept. */
    public boolean isSecret() {
        return secret;
    }

    /** What is wrong with a value that is not empty. */
    public final Optional<String> check(String value) {
        if (value.length() > LONGEST) {
            return Optional.of("too-long");
        }
        if (CONTROL.matcher(value).find() || !mayHaveLines() && value.matches("(?s).*[\\r\\n\\t].*")) {
            return Optional.of("control");
        }
        if (secret && VAULT.matcher(value).matches()) {
            return Optional.of("vault");
        }
        return problem(value);
    }

    Optional<String> problem(String value) {
        return Optional.empty();
    }

    boolean mayHaveLines() {
        return this == PRIVATE_KEY;
    }
}
