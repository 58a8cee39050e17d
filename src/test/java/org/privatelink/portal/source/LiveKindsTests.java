package org.privatelink.portal.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.platform.Secret;
import org.privatelink.portal.source.SourceClient.AuthSpec;
import tools.jackson.databind.json.JsonMapper;

class LiveKindsTests {

    private static final String STRING = "{\"properties\":{\"connectionString\":{\"type\":\"string\",\"format\":\"password\"}},\"required\":[\"connectionString\"]}";

    @Test
    void withoutAnAnswerTheCatalogueServes() {
        Source blob = CatalogueFixture.source("azure-blob");

        assertThat(LiveKinds.over(blob, List.of())).isSameAs(blob);
        assertThat(LiveKinds.over(blob, List.of(new AuthSpec(null, null, null), new AuthSpec(" ", null, null)))).isSameAs(blob);
        assertThat(blob.authentications()).extracting(AuthenticationKind::offer).containsOnly(Offer.UNREAD);
    }

    @ParameterizedTest
    @CsvSource({"SAS URI Authentication", "SasURIAuthentication", "sas-uri authentication", "SAS_URI_Authentication"})
    void theNameThatPlatformKnowsIsSent(String name) {
        Source blob = over("azure-blob", spec("ConnectionString", STRING), spec(name, "{}"));

        assertThat(blob.authentication("sas")).hasValueSatisfying(kind -> {
            assertThat(kind.specName()).isEqualTo(name);
            assertThat(kind.offer()).isEqualTo(Offer.OFFERED);
        });
        assertThat(blob.authentications()).hasSize(3);
    }

    @Test
    void theExactNameComesBeforeOneThatIsAlike() {
        Source blob = over("azure-blob", spec("connection string", STRING), spec("ConnectionString", STRING));

        assertThat(blob.authentication("account-key")).map(AuthenticationKind::specName).contains("ConnectionString");
    }

    @Test
    void anotherGuidesNameServes() {
        Source snowflake = over("snowflake", spec("Basic Authentication for Snowflake", STRING));

        assertThat(snowflake.authentication("connection-string")).map(AuthenticationKind::specName).contains("Basic Authentication for Snowflake");
    }

    @Test
    void whatPlatformDoesNotOfferComesLastAndIsMarked() {
        Source blob = over("azure-blob", spec("SAS URI Authentication", "{}"));

        assertThat(blob.authentications()).extracting(AuthenticationKind::key).containsExactly("sas", "account-key", "connection-string");
        assertThat(blob.authentications()).extracting(AuthenticationKind::offer).containsExactly(Offer.OFFERED, Offer.WITHDRAWN, Offer.WITHDRAWN);
    }

    @Test
    void sslModesArePlatformsOwnWhereItNamesThem() {
        Source live = over("postgresql", spec("Basic Authentication",
                "{\"properties\":{\"sslMode\":{\"type\":\"string\",\"enum\":[\"false\",\"true\"]},\"port\":{\"type\":\"integer\"}}}"));
        Source silent = over("postgresql", spec("Basic Authentication", "{\"properties\":{\"sslMode\":{\"enum\":\"nonsense\"}}}"));

        assertThat(field(live, "basic", "sslMode").choices()).containsExactly("false", "true");
        assertThat(field(silent, "basic", "sslMode").choices()).contains("Verify Ca").hasSize(5);
        assertThat(field(live, "basic", "port").check()).isEqualTo(FieldCheck.PORT);
    }

    @Test
    void aParameterThatPlatformRequiresIsAskedForToo() {
        Source blob = over("azure-blob", spec("ConnectionString",
                "{\"properties\":{\"connectionString\":{\"type\":\"string\"},\"container\":{\"type\":\"string\",\"title\":\"Box\"}},"
                        + "\"required\":[\"connectionString\",\"container\",\"usePrivateLink\"]}"));

        assertThat(blob.authentication("account-key").orElseThrow().fields())
                .extracting(ConnectionField::name)
                .containsExactly("accountName", "accountKey", "container");
        CredentialForm form = CredentialForm.of(blob, Map.of("kind", "account-key", "accountName", "acme", "accountKey", "QUJD", "container", "c"));
        assertThat(form.payload()).containsOnlyKeys("container", "connectionString");
    }

    @Test
    void aKindThatTheCatalogueDoesNotKnowGetsAForm() {
        Source blob = over("azure-blob", spec("ConnectionString", STRING), spec("Service Principal Authentication",
                """
                {"properties": {
                   "clientId": {"type": "string", "title": "Client"},
                   "clientSecret": {"type": "string", "format": "password"},
                   "tenant": {"type": ["null", "string"]},
                   "region": {"type": "string", "enum": ["eu", "us"]},
                   "mystery": {"type": "string"},
                   "retries": {"type": "integer"},
                   "secretPin": {"type": "number", "format": "password"},
                   "port": {"type": "number"},
                   "encrypt": {"type": "boolean"},
                   "usePrivateLink": {"type": "boolean"},
                   "privateEndpointId": {"type": "string"},
                   "name": {"type": "string"}},
                 "required": ["clientId", "clientSecret", "retries"]}
                """));

        AuthenticationKind kind = blob.authentication("platform-serviceprincipalauthentication").orElseThrow();
        assertThat(kind.offer()).isEqualTo(Offer.UNDOCUMENTED);
        assertThat(kind.fields()).extracting(ConnectionField::name).containsExactly(
                "clientId", "clientSecret", "tenant", "region", "mystery", "retries", "secretPin", "port", "encrypt");
        assertThat(kind.fields().stream().filter(ConnectionField::isSecret)).extracting(ConnectionField::name)
                .containsExactly("clientSecret", "mystery", "secretPin");
        assertThat(kind.fields().stream().filter(field -> !field.optional())).extracting(ConnectionField::name)
                .containsExactly("clientId", "clientSecret", "retries");
        CredentialForm form = CredentialForm.of(blob, Map.of("kind", kind.key(), "clientId", "i", "clientSecret", " s ",
                "retries", "3", "port", "443", "encrypt", "true", "region", "eu"));
        assertThat(new JsonMapper().readTree(Secret.opening(new JsonMapper()).writeValueAsString(form.payload()))).isEqualTo(new JsonMapper().readTree(
                "{\"clientId\":\"i\",\"clientSecret\":\" s \",\"region\":\"eu\",\"retries\":3,\"port\":\"443\",\"encrypt\":true}"));
        assertThat(form.secrets()).containsExactly(Secret.of(" s "));
        assertThat(form.view().value("clientSecret")).isEmpty();
    }

    @Test
    void aFieldThatTheSourceKnowsKeepsItsRules() {
        Source blob = over("azure-blob", spec("Another way", "{\"properties\":{\"sasUri\":{\"type\":\"string\"},\"accountName\":{\"type\":\"string\"}}}"));

        assertThat(field(blob, "platform-anotherway", "sasUri").check()).isEqualTo(FieldCheck.SAS_URI);
        assertThat(field(blob, "platform-anotherway", "accountName").check()).isEqualTo(FieldCheck.STORAGE_ACCOUNT);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "null", "[]", "\"x\"", "{}", "{\"properties\":[]}", "{\"properties\":{\"a\":{\"type\":\"object\"}}}",
        "{\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"b\"]}",
        "{\"properties\":{\"a\":{\"type\":\"string\"},\"name\":{\"type\":\"string\"}},\"required\":[\"name\"]}",
        "{\"properties\":{\"a b<\":{\"type\":\"string\"}}}", "{\"properties\":{\"a\":3,\"b\":null}}"
    })
    void aSchemaThatCannotBeAFormIsLeftOut(String schema) {
        Source blob = over("azure-blob", spec("ConnectionString", schema), spec("Odd one", schema));

        assertThat(blob.authentications()).hasSize(3);
        assertThat(blob.authentication("account-key").orElseThrow().fields()).hasSize(2);
    }

    @Test
    void titlesThatAreNoneAreLeftOut() {
        Source blob = over("azure-blob", spec("Odd one", "{\"properties\":{\"host\":{\"type\":\"string\",\"title\":\"a\\u0000b\"}}}"));

        assertThat(field(blob, "platform-oddone", "host").title()).isNull();
    }

    private static ConnectionField field(Source source, String kind, String name) {
        return source.authentication(kind).orElseThrow().fields().stream()
                .filter(field -> field.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Source over(String source, AuthSpec... specs) {
        return LiveKinds.over(CatalogueFixture.source(source), new ArrayList<>(List.of(specs)));
    }

    private static AuthSpec spec(String name, String schema) {
        return new AuthSpec(name, "KeyBased", new JsonMapper().readTree(schema));
    }
}
