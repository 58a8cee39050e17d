package org.privatelink.portal.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.PageFixture;

class CredentialRulesTests {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[64]);
    private static final String SAS = "https://acme.blob.core.windows.net/box?sv=2024-11-04&";

    private final CredentialRules rules =
            new CredentialRules(PageFixture.texts(), new MovableClock(Instant.parse("2026-03-10T12:00:00Z")));

    @ParameterizedTest
    @CsvSource({
        "sp=rl&se=2026-03-10T12:00:00Z, 'ended on 10 Mar 2026, 12:00 UTC'",
        "sp=rl&se=2026-03-10T11%3A59%3A59Z, 'ended on 10 Mar 2026, 11:59 UTC'",
        "sp=rl&se=2026-03-10, 'ended on 10 Mar 2026, 00:00 UTC'",
        "sp=rl&se=2026-03-10T11:00Z, 'ended on 10 Mar 2026, 11:00 UTC'",
        "sp=rl&se=<end>, curly brackets",
        "sp=rl&se={end}, curly brackets"
    })
    void sasThatIsOverOrAnExampleIsRefused(String parameters, String told) {
        assertThat(wrong("azure-blob", "sas", "sasUri", SAS + parameters + "&sig=a%2Bb%3D")).contains(told);
        assertThat(wrong("azure-blob", "connection-string", "connectionString",
                "BlobEndpoint=https://acme.blob.core.windows.net/;SharedAccessSignature=" + parameters + "&sig=a%2Bb%3D")).contains(told);
    }

    @ParameterizedTest
    @CsvSource({
        "sp=rl&se=2026-03-17T12:00:01Z&sig=a%2Bb%3D, ''",
        "sp=racwdl&se=2027-01-01&st=2026-03-10T12:00:00Z&sig=a%2Bb%3D, ''",
        "sp=rl&se=2026-03-17T11:59:59Z&sig=a%3D, sas-soon",
        "sp=rl&se=2026-03-10T12:00:01Z&sig=a%3D, sas-soon",
        "sp=rl&se=2027-01-01&st=2026-03-11&sig=a%3D, sas-early",
        "sp=r&se=2027-01-01&sig=a%3D, sas-list",
        "sp=wl&se=2027-01-01&sig=a%3D, sas-list",
        "si=policy&sig=a%3D, (sas-policy)",
        "sp=rl&sig=a%3D, sas-endless",
        "sp=rl&se=tomorrow&sig=a%3D, sas-end",
        "sp=rl&se=2027-13-45T99:00Z&sig=a%3D, sas-end",
        "sp=rl&se=2027-01-01&sig=a+b=, sas-encoding",
        "sp=rl&se=2027-01-01&sig=a%252Bb%253D, sas-encoding"
    })
    void sasIsLookedAt(String parameters, String codes) {
        assertThat(codes("azure-blob", "sas", Map.of("sasUri", SAS + parameters))).isEqualTo(codes);
        assertThat(codes("azure-blob", "connection-string", Map.of("connectionString",
                "BlobEndpoint=https://acme.blob.core.windows.net/;SharedAccessSignature=?" + parameters))).isEqualTo(codes);
    }

    @Test
    void tablesAreNotListed() {
        assertThat(codes("azure-table", "connection-string", Map.of("connectionString",
                "TableEndpoint=https://acme.table.core.windows.net/;SharedAccessSignature=sp=r&se=2027-01-01&sig=a%3D"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "UseDevelopmentStorage=true, emulator",
        "AccountName=<account>;AccountKey=QUJD, curly brackets",
        "AccountName=acme, AccountName= and AccountKey=",
        "AccountName=Acme-Store;AccountKey=QUJD, 3 to 24 lower-case",
        "AccountName=acme;AccountKey=x y, An account key is base64",
        "AccountName=acme;AccountKey=abc, An account key is base64",
        "https://vault.vault.azure.net/secrets/968adb09, address of a stored secret"
    })
    void connectionStringOfStorageIsRefused(String typed, String told) {
        assertThat(wrong("azure-blob", "connection-string", "connectionString", typed)).contains(told);
    }

    @ParameterizedTest
    @CsvSource({
        "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=KEY;EndpointSuffix=core.windows.net;, ''",
        "ACCOUNTNAME = acme ; accountkey = KEY, ''",
        "AccountName=acme;AccountKey=ab+/cd==, (storage-key-length)",
        "AccountName=acme;AccountKey=KEY;accountname=other, string-twice",
        "AccountName=acme;AccountKey=KEY;EndpointSuffix=core.chinacloudapi.cn, storage-cloud",
        "DefaultEndpointsProtocol=http;AccountName=acme;AccountKey=KEY, storage-http"
    })
    void connectionStringOfStorageIsLookedAt(String typed, String codes) {
        assertThat(codes("azure-blob", "connection-string", Map.of("connectionString", typed.replace("KEY", KEY)))).isEqualTo(codes);
    }

    @Test
    void keyInPkcs8IsGood() {
        assertThat(codes("snowflake", "key-pair", keyPair(KeyFixture.key(), ""))).isEmpty();
        assertThat(codes("snowflake", "key-pair", keyPair(KeyFixture.encryptedKey("quay"), "quay"))).isEmpty();
        String lines = KeyFixture.key().replaceAll("(.{64})", "$1\r\n");
        assertThat(codes("snowflake", "key-pair", keyPair(lines, ""))).isEmpty();
    }

    @Test
    void keyThatIsOddIsLookedAt() {
        assertThat(codes("snowflake", "key-pair", keyPair(KeyFixture.key(), "needless"))).isEqualTo("private-key-open");
        String ended = KeyFixture.pem("PRIVATE KEY", KeyFixture.RSA.getPrivate().getEncoded()) + "\n";
        assertThat(codes("snowflake", "key-pair", keyPair(KeyFixture.encoded(ended), ""))).isEqualTo("(private-key-newline)");
    }

    @Test
    void keyInAnotherFormIsRefusedWithTheWayOut() {
        byte[] content = KeyFixture.RSA.getPrivate().getEncoded();
        KeyPair curve = KeyFixture.pair("EC", 256);
        String pem = KeyFixture.pem("PRIVATE KEY", content);

        assertThat(wrongKey(pem)).contains("the key file itself", "openssl base64 -A -in rsa_key.p8");
        assertThat(wrongKey(KeyFixture.encoded(KeyFixture.pem("RSA PRIVATE KEY", content))))
                .contains("PKCS#1", "openssl pkcs8 -topk8 -nocrypt -in rsa_key.pem");
        assertThat(wrongKey(KeyFixture.encoded(KeyFixture.pem("OPENSSH PRIVATE KEY", content)))).contains("ssh-keygen -p -m PKCS8");
        assertThat(wrongKey(KeyFixture.encoded(KeyFixture.pem("PUBLIC KEY", KeyFixture.RSA.getPublic().getEncoded())))).contains("public key");
        assertThat(wrongKey(KeyFixture.encoded(KeyFixture.pem("CERTIFICATE", content)))).contains("public key or certificate");
        assertThat(wrongKey(KeyFixture.encoded(KeyFixture.pem("EC PRIVATE KEY", content)))).contains("no RSA key");
        assertThat(wrongKey(KeyFixture.encoded(KeyFixture.pem("PRIVATE KEY", curve.getPrivate().getEncoded())))).contains("no RSA key");
        assertThat(wrongKey(KeyFixture.encoded(KeyFixture.pem("PRIVATE KEY", new byte[500])))).contains("no RSA key");
        assertThat(wrongKey(KeyFixture.encoded(pem.substring(0, pem.length() - 30)))).contains("cut off");
        assertThat(wrongKey(KeyFixture.encoded(KeyFixture.pem("ENCRYPTED PRIVATE KEY", new byte[80])))).contains("cut off");
        assertThat(wrongKey(Base64.getEncoder().encodeToString(content))).contains("-----BEGIN PRIVATE KEY-----", "are missing");
        assertThat(wrongKey(KeyFixture.encoded(Base64.getEncoder().encodeToString(content)))).contains("are missing");
        assertThat(wrongKey("tooshort")).contains("no base64-encoded key file");
        assertThat(wrongKey("%%%")).contains("no base64-encoded key file");
    }

    @Test
    void keyWithTooFewBitsIsRefused() {
        byte[] small = KeyFixture.pair("RSA", 1024).getPrivate().getEncoded();

        assertThat(wrongKey(KeyFixture.encoded(KeyFixture.pem("PRIVATE KEY", small)))).contains("1024 bits");
    }

    @Test
    void encryptedKeyNeedsItsPassphrase() {
        CredentialForm form = form("snowflake", "key-pair", keyPair(KeyFixture.encryptedKey("quay"), ""));

        FormView view = rules.check(form);

        assertThat(view.error("privateKey")).isNull();
        assertThat(view.error("privateKeyPassphrase")).contains("enter its passphrase");
    }

    @ParameterizedTest
    @CsvSource({
        "acme-analytics, ''", "ab12345.west-europe.azure, ''", "acme-my_account, ''", "ab12345.west-europe.privatelink, ''",
        "ab12345, snowflake-region"
    })
    void accountOfSnowflakeIsLookedAt(String account, String codes) {
        assertThat(codes("snowflake", "key-pair", with(keyPair(KeyFixture.key(), ""), "account", account))).isEqualTo(codes);
    }

    @ParameterizedTest
    @CsvSource({
        "https://acme-analytics.snowflakecomputing.com, full stop: acme-analytics",
        "acme.privatelink.snowflakecomputing.com, acme.privatelink",
        "https://app.example/, An account is written",
        "acme analytics, An account is written",
        "acme..x, An account is written"
    })
    void accountOfSnowflakeIsANameAlone(String account, String told) {
        FormView view = rules.check(form("snowflake", "key-pair", with(keyPair(KeyFixture.key(), ""), "account", account)));

        assertThat(view.error("account")).contains(told.replace("full stop: ", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "user=u&password=p&db=d&warehouse=w, ''",
        "user=u&pwd=p&db=d&warehouse=w&role=r, ''",
        "user=u&password=p&db=d, (snowflake-warehouse)",
        "user=u&password=p&warehouse=w, (snowflake-db)",
        "password=p&db=d&warehouse=w, snowflake-user",
        "user=u&db=d&warehouse=w, snowflake-password",
        "user=u&password=50%off&db=d&warehouse=w, snowflake-encoding",
        "user=u&password=a b&db=d&warehouse=w, snowflake-encoding"
    })
    void connectionStringOfSnowflakeIsLookedAt(String parameters, String codes) {
        String string = "jdbc:snowflake://acme-analytics.privatelink.snowflakecomputing.com/?" + parameters;

        assertThat(codes("snowflake", "connection-string", Map.of("connectionString", string))).isEqualTo(codes);
    }

    @ParameterizedTest
    @CsvSource({"verify-ca, Verify Ca", "VERIFYFULL, Verify Full", "prefer, Prefer"})
    void sslModeIsToldInItsRightSpellingAndNotPutInPlace(String typed, String right) {
        CredentialForm form = form("postgresql", "basic", with(postgresql(), "sslMode", typed));

        assertThat(rules.check(form).error("sslMode")).isEqualTo("SSL mode must be spelled exactly: " + right);
        assertThat(form.payload()).containsEntry("sslMode", typed);
    }

    @Test
    void sslModeThatIsNotThereIsToldWithAllThatAre() {
        assertThat(rules.check(form("postgresql", "basic", with(postgresql(), "sslMode", "Require"))).error("sslMode"))
                .contains("Verify Full, Verify Ca, Prefer, Allow, Disable");
        assertThat(codes("postgresql", "basic", postgresql())).isEmpty();
    }

    @Test
    void portIsTextWithinBounds() {
        for (String wrong : List.of("0", "65536", "x", "-1", "1e3", "123456")) {
            assertThat(rules.check(form("postgresql", "basic", with(postgresql(), "port", wrong))).error("port")).contains("1 to 65535");
        }
        assertThat(codes("postgresql", "basic", with(postgresql(), "port", "3306"))).isEqualTo("postgresql-port");
        assertThat(form("postgresql", "basic", postgresql()).payload()).containsEntry("port", "5432");
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "EncryptionMethod=1;ValidateServerCertificate=1, ''",
        "EncryptionMethod=0, ''",
        "EncryptionMethod=1, postgresql-certificate",
        "EncryptionMethod=6;ValidateServerCertificate=, postgresql-certificate",
        "EncryptionMethod=1;ValidationServerCertificate=1, postgresql-spelling",
        "EncryptionMethod=yes, postgresql-encryption",
        "Port=3306, postgresql-port",
        "Password=a;b;x=1, string-broken",
        "server=other, string-twice"
    })
    void connectionStringOfPostgresqlIsLookedAt(String more, String codes) {
        String string = "Server=acme.postgres.database.azure.com;Database=d;UID=u;" + more;

        assertThat(codes("postgresql", "connection-string", Map.of("connectionString", string))).isEqualTo(codes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Server=x", "Database=d;UID=u", "postgres://u@h/d"})
    void connectionStringOfPostgresqlNamesServerAndDatabase(String typed) {
        assertThat(wrong("postgresql", "connection-string", "connectionString", typed)).contains("Server= and Database=");
        assertThat(wrong("postgresql", "connection-string", "connectionString", "Server=s;Database=d;Port=99999")).contains("65535");
    }

    @Test
    void kindThatIsNotThereIsNoOther() {
        FormView view = rules.check(form("azure-blob", "gone", Map.of()));

        assertThat(view.error("")).contains("Choose a kind again");
    }

    @Test
    void nothingOfASecretIsToldOfIt() {
        String secret = "UseDevelopmentStorage=true;Password=TideSecret;TideSecret;TideSecret=1;tidesecret=2";
        for (Source source : CatalogueFixture.sources().all()) {
            for (AuthenticationKind kind : source.authentications()) {
                Map<String, String> typed = new LinkedHashMap<>();
                kind.fields().stream().filter(ConnectionField::isSecret).forEach(field -> typed.put(field.name(), secret));
                CredentialForm form = form(source.key(), kind.key(), typed);
                assertThat(rules.check(form).errors().toString() + rules.warnings(form, field -> true))
                        .doesNotContainIgnoringCase("TideSecret");
            }
        }
    }

    private String wrongKey(String typed) {
        return wrong("snowflake", "key-pair", "privateKey", typed);
    }

    private String wrong(String source, String kind, String field, String typed) {
        return String.valueOf(rules.check(form(source, kind, Map.of(field, typed))).error(field));
    }

    /** Codes of the warnings, those that stop nobody in brackets; nothing may be wrong. */
    private String codes(String source, String kind, Map<String, String> typed) {
        CredentialForm form = form(source, kind, typed);
        assertThat(rules.check(form).errors()).isEmpty();
        List<String> codes = rules.warnings(form, field -> true).stream()
                .map(warning -> warning.stops() ? warning.code() : "(" + warning.code() + ")")
                .toList();
        return String.join(" ", codes);
    }

    private static CredentialForm form(String source, String kind, Map<String, String> typed) {
        Map<String, String> all = with(typed, "source", source);
        all.put("kind", kind);
        return CredentialForm.of(CatalogueFixture.sources(), all);
    }

    private static Map<String, String> keyPair(String key, String passphrase) {
        return Map.of("account", "acme-analytics", "username", "u", "database", "d", "warehouse", "w",
                "privateKey", key, "privateKeyPassphrase", passphrase);
    }

    private static Map<String, String> postgresql() {
        return Map.of("server", "acme.postgres.database.azure.com", "port", "5432", "database", "d", "username", "u",
                "password", " p;w ", "sslMode", "Verify Ca");
    }

    private static Map<String, String> with(Map<String, String> typed, String field, String value) {
        Map<String, String> all = new LinkedHashMap<>(typed);
        all.put(field, value);
        return all;
    }
}
