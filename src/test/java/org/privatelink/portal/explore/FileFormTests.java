package org.privatelink.portal.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.page.PageFixture;

class FileFormTests {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "/a/ships.csv, delimited, \",\", \"\"",
        "/a/ships.TSV, delimited, \\t, \"\"",
        "/a/ships.psv, delimited, |, \"\"",
        "/a/ships.txt.gz, delimited, \",\", gzip",
        "/a/ships.json.bz2, json, \",\", bzip2",
        "/a/ships.csv.tar.gz, delimited, \",\", tarGzip",
        "/a/ships.tgz, \"\", \",\", tarGzip",
        "/a/ships.parquet, parquet, \",\", \"\"",
        "/a/ships, \"\", \",\", \"\"",
        "/a.csv/ships, \"\", \",\", \"\""
    })
    void whatIsNotSaidIsGuessedFromTheName(String path, String type, String delimiter, String compression) {
        assertThat(FileForm.of(Map.of(), path)).isEqualTo(new FileForm(type, delimiter, compression));
    }

    @Test
    void whatIsSaidWins() {
        Map<String, String> said = Map.of("fileType", "json", "columnDelimiter", ";", "compressionType", "");
        assertThat(FileForm.of(said, "/a/ships.csv.gz")).isEqualTo(new FileForm("json", ";", ""));
    }

    @Test
    void unknownTypeIsAskedForAgain() {
        FileForm form = FileForm.of(Map.of("fileType", "exe", "compressionType", "rar"), "/a/ships.csv");
        assertThat(form).isEqualTo(new FileForm("", ",", ""));
        assertThat(form.isComplete()).isFalse();
    }

    @Test
    void parametersHaveTheNamesOfTheGuide() {
        assertThat(new FileForm("delimited", "\\t", "gzip").query())
                .containsExactly(Map.entry("fileType", "delimited"), Map.entry("columnDelimiter", "\t"), Map.entry("compressionType", "gzip"));
        assertThat(new FileForm("json", ";", "tar").query())
                .containsExactly(Map.entry("fileType", "json"), Map.entry("compressionType", "tar"));
        assertThat(new FileForm("parquet", ",", "gzip").query()).containsExactly(Map.entry("fileType", "parquet"));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "|", " ", "\t", "\\t", "é", "&", "\\"})
    void oneCharacterIsADelimiter(String one) {
        FileForm form = new FileForm("delimited", one, "");
        assertThat(form.view(PageFixture.texts()).hasErrors()).isFalse();
        assertThat(form.isComplete()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",,", "\\n", "\n", "\u0000", "😀", "tab"})
    void anythingElseIsRefusedBeforeTheCall(String other) {
        FileForm form = new FileForm("delimited", other, "");
        assertThat(form.view(PageFixture.texts()).error("columnDelimiter")).contains("one character");
        assertThat(form.isComplete()).isFalse();
    }

    @Test
    void delimiterOfAnotherTypeDoesNotMatter() {
        assertThat(new FileForm("json", "", "").isComplete()).isTrue();
    }
}
