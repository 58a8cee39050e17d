package org.privatelink.portal.source;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.privatelink.portal.azure.ResourceType;

/** Rules for the values of a connection's fields. What breaks one is told by the last part of a message key. */
public enum FieldCheck {
    TEXT(false),
    CHOICE(false),
    BOOLEAN(false) {
        @Override
        Object sent(String value) {
            return Boolean.valueOf(value);
        }
    },
    NUMBER(false) {
        @Override
        List<Finding> findings(String value, CredentialForm form, Instant now) {
            return NUMERAL.matcher(value).matches() ? List.of() : List.of(Finding.wrong("number"));
        }

        @Override
        Object sent(String value) {
            return new BigDecimal(value);
        }
    },
    HOST(false) {
        @Override
        List<Finding> findings(String value, CredentialForm form, Instant now) {
            return HOST_NAME.matcher(value).matches() ? List.of() : List.of(Finding.wrong("host"));
        }
    },
    PORT(false) {
        @Override
        List<Finding> findings(String value, CredentialForm form, Instant now) {
            if (!isPort(value)) {
                return List.of(Finding.wrong("port"));
            }
            return form.leadsTo(ResourceType.POSTGRESQL_SERVER) ? PostgresqlRules.port(value) : List.of();
        }
    },
    STORAGE_ACCOUNT(false) {
        @Override
        List<Finding> findings(String value, CredentialForm form, Instant now) {
            return ResourceType.STORAGE_ACCOUNT.allowsName(value) ? List.of() : List.of(Finding.wrong("storage-account"));
        }
    },
    DFS_URL(false) {
        @Override
        List<Finding> findings(String value, CredentialForm form, Instant now) {
            return DFS_ADDRESS.matcher(value).matches() ? List.of() : List.of(Finding.wrong("dfs-url"));
        }
    },
    SNOWFLAKE_ACCOUNT(false) {
        @Override
        List<Finding> findings(String value, CredentialForm form, Instant now) {
            return SnowflakeRules.account(value);
        }
    },
    SECRET(true),
    STORAGE_KEY(true) {
        @Override
        List<Finding> findings(String value, CredentialForm form, Instant now) {
            return StorageRules.key(value);
        }
    },
    STORAGE_CONNECTION_STRING(true) {
        @Override
        List<Finding> findings(String value, CredentialForm form, Instant now) {
            return StorageRules.connectionString(value, form.source(), now);
        }
    },
    POSTGRESQL_CONNECTION_STRING(true) {
        @Override
        List<Finding> findings(String value, CredentialForm form, Instant now) {
            return PostgresqlRules.connectionString(value);
        }
    },
    SNOWFLAKE_CONNECTION_STRING(true) {
        @Override
        List<Finding> findings(String value, CredentialForm form, Instant now) {
            return SnowflakeRules.connectionString(value);
        }
    },
    SAS_URI(true) {
        @Override
        List<Finding> findings(String value, CredentialForm form, Instant now) {
            return StorageRules.sasUri(value, form.source(), now);
        }
    },
    PRIVATE_KEY(true) {
        @Override
        List<Finding> findings(String value, CredentialForm form, Instant now) {
            return PrivateKeyRules.check(value, PASSPHRASE, !form.value(PASSPHRASE).isEmpty());
        }
    };

    private static final int LONGEST = 8_000;
    private static final String PASSPHRASE = "privateKeyPassphrase";
    private static final Pattern NUMERAL = Pattern.compile("-?\\d{1,18}(\\.\\d{1,9})?");
    private static final Pattern HOST_NAME =
            Pattern.compile("(?=.{1,253}$)[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+");
    private static final Pattern DFS_ADDRESS = Pattern.compile("https://[a-z0-9]{3,24}\\.dfs\\.core\\.windows\\.net/?");
    private static final Pattern VAULT = Pattern.compile("(?is)\\s*https?://[\\w.-]+\\.vault\\.azure\\.net(?:[:/].*|\\s*)");
    private static final Pattern BRACKET = Pattern.compile("[<>{}]");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\r\\n\\t]]|\\p{Cs}");

    private final boolean secret;

    FieldCheck(boolean secret) {
        this.secret = secret;
    }

    /** A secret is typed each time, sent once, and never shown or kept. */
    public boolean isSecret() {
        return secret;
    }

    /**
     * A look at a value that is not empty.
     *
     * @param form what was typed beside it
     */
    final List<Finding> check(String value, CredentialForm form, Instant now) {
        if (value.length() > LONGEST) {
            return List.of(Finding.wrong("too-long"));
        }
        if (CONTROL.matcher(value).find() || !mayHaveLines() && value.matches("(?s).*[\\r\\n\\t].*")) {
            return List.of(Finding.wrong("control"));
        }
        if (secret && VAULT.matcher(value).matches()) {
            return List.of(Finding.wrong("vault"));
        }
        return findings(value, form, now);
    }

    List<Finding> findings(String value, CredentialForm form, Instant now) {
        return List.of();
    }

    /** The value in the type that Platform's description of a parameter asks for. */
    Object sent(String value) {
        return value;
    }

    static boolean isPort(String value) {
        return value.matches("\\d{1,5}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= 65_535;
    }

    /** Adobe's guides write {@code <account>} and {@code {ACCOUNT}} where a value belongs. */
    static boolean hasBrackets(String value) {
        return BRACKET.matcher(value).find();
    }

    boolean mayHaveLines() {
        return this == PRIVATE_KEY;
    }
}
