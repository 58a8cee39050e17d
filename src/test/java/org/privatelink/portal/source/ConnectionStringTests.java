package org.privatelink.portal.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ConnectionStringTests {

    @Test
    void aPairIsSplitAtItsFirstEqualsSign() {
        var parts = ConnectionString.parse("DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=ab+/cd==;");

        assertThat(parts.get("AccountKey")).contains("ab+/cd==");
        assertThat(parts.get("AccountName")).contains("acme");
    }

    @Test
    void keysKnowNoLetterCaseAndMayHaveSpaces() {
        var parts = ConnectionString.parse(" Data Source = h\\inst ; initial CATALOG=db");

        assertThat(parts.get("data source")).contains("h\\inst");
        assertThat(parts.get("Initial Catalog")).contains("db");
    }

    @Test
    void theFirstOfTwoCounts() {
        assertThat(ConnectionString.parse("A=1;a=2").get("A")).contains("1");
    }

    @Test
    void anEmptyValueIsAsNone() {
        assertThat(ConnectionString.parse("AccountKey=;=x;;novalue").has("AccountKey")).isFalse();
    }

    @Test
    void nothingOfItIsPrinted() {
        assertThat(ConnectionString.parse("Password=hidden").toString()).doesNotContain("hidden", "Password");
    }
}
