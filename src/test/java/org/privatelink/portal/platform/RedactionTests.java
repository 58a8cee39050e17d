package org.privatelink.portal.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactionTests {

    private static final int MUCH = 256 * 1024;
    private static final String BASE64_88 = "TWFkZVVw".repeat(10) + "QUJDRE==";

    @ParameterizedTest
    @ValueSource(strings = {
        "DefaultEndpointsProtocol=https;AccountName=harbour;AccountKey=S3CRET/aa+bb==;EndpointSuffix=core.windows.net",
        "accountkey = S3CRET==",
        "Account Key: S3CRET==",
        "BlobEndpoint=https://x;SharedAccessSignature=S3CRET&x=1",
        "https://harbour.blob.core.windows.net/?sv=2024&se=2027&sig=S3CRET%2Baa%3D&sp=r",
        "failed for sig%3DS3CRET%252B",
        "Server=h;UID=u;Password=S3CRET;Port=5432",
        "Server=h;UID=u;Password=S3CRET",
        "Server=h;UID=u;Password=\"S3CRET;S3CRET\"\"S3CRET\";Port=5432",
        "Server=h;UID=u;Password='S3CRET;it''S3CRET';Port=5432",
        "Server=h;UID=u;Password=two S3CRET, words \\S3CRET;Port=5432",
        "Server=h;PWD=a\"S3CRET'b,S3CRET}c;Port=5432",
        "jdbc:snowflake://acc.snowflakecomputing.com/?user=u&password=S3CRET%26S3CRET&db=d",
        "jdbc:snowflake://acc.snowflakecomputing.com/?user=u&pwd=S3CRET&db=d",
        "jdbc:postgresql://joe:S3CRET@host.example.org:5432/db",
        "{\"user\":\"u\",\"password\":\"S3CRET\"}",
        "{\"user\":\"u\",\"password\" : \"a\\\"S3CRET\\\"\"}",
        "{\\\"password\\\":\\\"S3CRET\\\"}",
        "{'password': 'S3CRET'}",
        "{\"password\":\"S3CRET never ends",
        "privateKeyPassphrase=S3CRET",
        "private key: S3CRET",
        "client_secret=S3CRET&grant_type=client_credentials",
        "servicePrincipalKey\":\"S3CRET\"",
        "\"access_token\":\"S3CRET\"",
        "Authorization: Bearer S3CRET.S3CRET.S3CRET",
        "Authorization: Basic S3CRET",
        "authorization=S3CRET",
        "the bearer S3CRETS3CRET was refused",
        "see HTTPS://made-up.VAULT.azure.net/secrets/S3CRET/1?x=S3CRET",
        "-----BEGIN PRIVATE KEY-----\nS3CRET\nS3CRET==\n-----END PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\\nS3CRET and no end",
        "key is LS0tLS1CRUdJTiS3CRET/+aa== here",
        "eyJhbGciOiJSUzI1NiJ9.S3CRET.S3CRET-S3CRET_",
        "token-of-joe-eyJhbGciOiJSUzI1NiJ9.S3CRET.S3CRET",
        "eyJa.eyJ-eyJhbGciOiJSUzI1NiJ9.S3CRET",
        "LS0tLS1CRUdJTiS3CRET-eyJhbGciOiJSUzI1NiJ9.S3CRET",
        "jdbc:postgresql://joe:S3CRET-eyJhbGciOiJSUzI1NiJ9.S3CRET@host.example.org:5432/db"
    })
    void whatLooksLikeASecretIsRemoved(String text) {
        assertThat(Redaction.redact(text, List.of())).doesNotContain("S3CRET").contains("[removed]");
    }

    @Test
    void aStorageKeyIsKnownByItsShape() {
        assertThat(Redaction.redact("key " + BASE64_88 + " was wrong", List.of())).isEqualTo("key [removed] was wrong");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "The connection is in use by flows; delete its flows first",
        "permission write is missing",
        "design: blue, configuration = 7, signature of the method",
        "A valid content-type must be specified",
        "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg(1)_a.b-c",
        "<b>ünïcode</b> & \"quotes\" stay",
        "https://harbourstore.blob.core.windows.net/container/path",
        "two lines\n\tstay two lines"
    })
    void otherTextsStayAsTheyAre(String text) {
        assertThat(Redaction.redact(text, List.of())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "DefaultEndpointsProtocol=https;AccountName=harbour;AccountKey=S3CRET/aa+bb==;EndpointSuffix=core.windows.net",
        "BlobEndpoint=https://x;SharedAccessSignature=S3CRET&x=1", "https://h.blob.core.windows.net/?sv=2024&sig=S3CRET%2Baa%3D&sp=r",
        "failed for sig%3DS3CRET", "Server=h;UID=u;Password=S3CRET;Port=5432", "pwd = S3CRET", "client_secret=S3CRET&grant_type=x",
        "{\"password\" : \"S3CRET\"}", "jdbc:postgresql://joe:S3CRET@host.example.org:5432/db", "-----BEGIN ENCRYPTED PRIVATE KEY-----",
        "key is LS0tLS1CRUdJTiS3CRET/+aa== here", "eyJhbGciOiJSUzI1NiJ9.S3CRET.S3CRET-S3CRET_", "a-eyJhbGciOiJSUzI1NiJ9.S3CRET"
    })
    void whatIsTypedIsKnownAsASecretByItsForm(String text) {
        assertThat(Redaction.holdsSecret(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "password", "The password: ask the storage team", "new password = ?", "secret: none", "Reset the password, then key=value", "design=blue",
        "/subscriptions/11111111-2222-4333-8444-555555555555/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/x",
        "https://harbourstore.blob.core.windows.net/container/path", "http://host:8080/x", "joe@example.org", "AccountKey", "bearer of good news"
    })
    void whatIsWrittenAboutSecretsIsNone(String text) {
        assertThat(Redaction.holdsSecret(text)).isFalse();
    }

    @Test
    void whatStandsAroundASecretStays() {
        assertThat(Redaction.redact("Login failed: Server=h;Password=abc def;Port=5432 (code 7)", List.of()))
                .isEqualTo("Login failed: Server=h;Password=[removed];Port=5432 (code 7)");
    }

    @Test
    void knownValuesAreRemovedHoweverTheyAreSpelled() {
        String secret = "a b/c+d&e\"f\\g<h>=";
        String text = String.join(
                " | ",
                "a b/c+d&e\"f\\g<h>=",
                "a b/c+d&e\\\"f\\\\g<h>=",
                "a+b%2Fc%2Bd%26e%22f%5Cg%3Ch%3E%3D",
                "a%20b%2Fc%2Bd%26e%22f%5Cg%3Ch%3E%3D",
                "a%20b%2fc%2bd%26e%22f%5cg%3ch%3e%3d",
                "a b/c+d&amp;e&quot;f\\g&lt;h&gt;=");
        assertThat(Redaction.redact(text, List.of(Secret.of(secret))))
                .isEqualTo(String.join(" | ", Collections.nCopies(6, "[removed]")));
    }

    @Test
    void theLongerOfTwoKnownValuesIsRemovedFirst() {
        assertThat(Redaction.redact("tried harbour-7 and harbour-77x", List.of(Secret.of("harbour-7"), Secret.of("harbour-77x"))))
                .isEqualTo("tried [removed] and [removed]");
    }

    @Test
    void theSecretPartOfAKnownConnectionStringIsRemovedAlone() {
        assertThat(Redaction.redact(
                        "The key 'bWFkZXVw+/==' and the user 'joe'",
                        List.of(Secret.of("AccountName=joe;AccountKey=bWFkZXVw+/==;EndpointSuffix=core.windows.net"))))
                .isEqualTo("The key '[removed]' and the user 'joe'");
        assertThat(Redaction.redact(
                        "wrong: tide&quay", List.of(Secret.of("jdbc:snowflake://a.example.org/?user=joe&password=tide%26quay&db=d"))))
                .isEqualTo("wrong: [removed]");
    }

    @Test
    void anEmptyPasswordHidesNothingElse() {
        assertThat(Redaction.redact("{\"password\":\"\",\"name\":\"x\"}", List.of()))
                .isEqualTo("{\"password\":[removed],\"name\":\"x\"}");
    }

    @Test
    void aLongTextIsCut() {
        assertThat(Redaction.redact("x".repeat(5_000), List.of())).hasSize(1_001).endsWith("…");
    }

    @Test
    void aSecretAcrossTheCutIsRemovedToo() {
        assertThat(Redaction.redact("x".repeat(995) + "tidewater and more", List.of(Secret.of("tidewater")))).doesNotContain("tide");
    }

    @Test
    void controlCharactersBecomeSpaces() {
        assertThat(Redaction.redact("a\u0000b\u001b[31mc\rd", List.of())).isEqualTo("a b [31mc d");
    }

    /** What each pattern begins with, may go on with or fail at, again and again. */
    @ParameterizedTest
    @ValueSource(strings = {
        "a", " ", "-", "=", ":", "\"", "\\", "\u0000", "a ", "a.", "a-",
        "-eyJ", "-eyJa", "-eyJaaaaaa", "eyJaaaaaa", "eyJaaaaaa.", "eyJ.", ".eyJ", "eyJaaaaaa/", "aeyJ",
        "LS0tLS1CRUdJTi", "LS0tLS1CRUdJTi-", "LS0tLS1CRUdJTia ", "aaaaaaaa=", "/", "://", "://:", "://a:", "://a:b", "://a:b@", "a:", "@",
        "-----BEGIN", "-----BEGIN ", "-----BEGIN A", "-----BEGIN PRIVATE KEY", "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\n-----END PRIVATE KEY----", "-----END PRIVATE KEY-----", "PRIVATE KEY",
        "authorization", "authorization ", "authorization:", "authorization: a ", "authorization=\"", "bearer", "bearer ", "bearer:",
        "http://", "http://a", "https://a.vault.azure.net", "https://a.vault.azure.ne", ".vault.azure.net",
        "password", "password ", "password=", "password= ", "password=\"", "password=\"\"", "password=\"\\\"", "password=\"a\"b", "password='",
        "password=''b", "password=a;", "password=a\"", "password%3d", "password\\", "\"password\" : \"", "account", "account ", "account key ",
        "shared ", "shared access ", "shared access key=", "private ", "private key ", "service ", "service principal ", "sig", "sig ", "sig = ",
        "secret:", "client_", "access_token="
    })
    @Timeout(2)
    void muchOfAnythingIsReadQuickly(String piece) {
        assertThatCode(() -> read(piece.repeat(MUCH / piece.length()))).doesNotThrowAnyException();
    }

    /** Begun once, and then with no end. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = false, value = {
        "eyJ,a", "eyJ,-", "eyJ,-eyJ", "eyJaaaaaa.,.", "a.,-eyJaaaaa", "LS0tLS1CRUdJTi,a", "LS0tLS1CRUdJTi,=", "://,a", "://a:,b", "://a:,:", "://:,://",
        "-----BEGIN ,A", "-----BEGIN ,PRIVATE KEY", "-----BEGIN PRIVATE KEY-----,-", "-----BEGIN PRIVATE KEY-----,-----END ",
        "authorization,` `", "authorization:,` `", "authorization:,a", "authorization:,a ", "bearer,` `", "bearer ,a", "bearer ,:",
        "http://,a", "http://,.", "http://,.vault.azure.net", "http://a.vault.azure.net,a", "password,` `", "password,\\", "password=,` `", "password=,a",
        "password=\",\"", "password=\",a\"", "password=\",\\\"", "password=',a'", "password=\"a\",b", "password=,a\"", "sig,` `", "sig=,` `", "sig=,a ",
        "account,` `", "shared access,` `", "private,` `", "service principal,` `"
    })
    @Timeout(2)
    void whatNeverEndsIsReadQuickly(String head, String piece) {
        assertThatCode(() -> read(head + piece.repeat(MUCH / piece.length()))).doesNotThrowAnyException();
    }

    private static void read(String text) {
        Redaction.holdsSecret(text);
        Redaction.redact(text, List.of(Secret.of("tidewater")));
    }
}
