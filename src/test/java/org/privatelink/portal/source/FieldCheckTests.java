package org.privatelink.portal.source;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldCheckTests {

    private static final int MUCH = 256 * 1024;
    private static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");
    /** No dot in a pattern goes beyond it, nor is it taken for a space. */
    private static final String NO_END = "\u2028";

    private final CredentialForm nothing = CredentialForm.of((Source) null, Map.of());

    /** Below the limit of length that each value is held to first. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, value = {
        ",a", ",9", ",.", ",a.", ",a-", ",a:", ",<", ",` `", ",%", ",=", ",;a=b", ",?", "a.snowflakecomputing.com/,a", "a,.snowflakecomputing.com",
        "jdbc:snowflake://a,.snowflakecomputing.com", "jdbc:snowflake://a.snowflakecomputing.com/?,%", "jdbc:snowflake://a.snowflakecomputing.com/?,&a= ",
        "https://a.blob.core.windows.net/?,&sig=", "https://a.blob.core.windows.net/?sig=,+", "https://a.dfs.core.windows.net,/",
        "AccountName=a;SharedAccessSignature=sig=,+", "AccountName=a;SharedAccessSignature=sig=,%25", "AccountName=a;SharedAccessSignature=,&sig=",
        "Server=a;Database=b;EncryptionMethod=,1", "Server=a;Database=b,;Port=1"
    })
    @Timeout(10)
    void muchOfAnythingIsReadQuickly(String head, String piece) {
        String text = (head == null ? "" : head) + piece.repeat(MUCH / piece.length());
        for (FieldCheck check : FieldCheck.values()) {
            assertThatCode(() -> check.findings(text, nothing, NOW)).doesNotThrowAnyException();
            assertThatCode(() -> check.findings(text + NO_END, nothing, NOW)).doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "-----BEGIN A-----", "-----BEGIN A-----\n-----END B-----", "-----BEGIN ", "-----BEGIN A-----\n-", "-----END A-----", "-", "A", " ", "A =", "="
    })
    @Timeout(2)
    void muchOfAnythingWithinAKeyFileIsReadQuickly(String piece) {
        String file = "A".repeat(200) + piece.repeat(MUCH / piece.length()) + "!";
        String text = Base64.getEncoder().encodeToString(file.getBytes(StandardCharsets.UTF_8));
        assertThatCode(() -> FieldCheck.PRIVATE_KEY.findings(text, nothing, NOW)).doesNotThrowAnyException();
    }
}
