package org.privatelink.portal.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UnsupportedEncodingException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.page.Export.Format;
import org.springframework.mock.web.MockHttpServletResponse;
import tools.jackson.databind.json.JsonMapper;

class ExportTests {

    private static final Instant SEEN = Instant.parse("2026-11-21T22:18:05Z");

    private record Row(@Nullable String name, int count, @Nullable Instant seen) {}

    private static final Export<Row> EXPORT = new Export<>(
            "things",
            List.of(
                    Export.column("name", Row::name),
                    Export.column("count", Row::count),
                    Export.column("seen", Row::seen)));

    @Test
    void csvHasAHeaderAndALineForEachRow() throws UnsupportedEncodingException {
        MockHttpServletResponse response = write(Format.CSV, new Row("Zürich", 3, SEEN), new Row(null, -1, null));
        assertThat(response.getContentAsString()).isEqualTo("name,count,seen\r\nZürich,3,2026-11-21T22:18:05Z\r\n,-1,\r\n");
        assertThat(response.getContentType()).isEqualTo("text/csv;charset=UTF-8");
        assertThat(response.getHeader("Content-Disposition")).isEqualTo("attachment; filename=\"things-prod.csv\"");
    }

    @Test
    void jsonHoldsWhatCsvHolds() throws UnsupportedEncodingException {
        MockHttpServletResponse response = write(Format.JSON, new Row("=1+1 \"Größe 漢字\"", 3, SEEN), new Row(null, 0, null));
        var items = new JsonMapper().readTree(response.getContentAsString()).path("items");
        assertThat(items.size()).isEqualTo(2);
        assertThat(items.get(0).path("name").asString()).isEqualTo("=1+1 \"Größe 漢字\"");
        assertThat(items.get(0).path("count").isInt()).isTrue();
        assertThat(items.get(0).path("seen").asString()).isEqualTo("2026-11-21T22:18:05Z");
        assertThat(items.get(1).path("name").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "orders            | orders",
        "=1+1              | \"'=1+1\"",
        "+49 30            | \"'+49 30\"",
        "-2                | \"'-2\"",
        "@sum              | \"'@sum\"",
        "`  =cmd(A1)`       | \"'  =cmd(A1)\"",
        "`\t=1`            | \"'\t=1\"",
        "`＝1`              | \"'＝1\"",
        "a=b               | a=b",
        "say \"yes\", or no | \"say \"\"yes\"\", or no\"",
        "`two\nlines`      | `\"two\nlines\"`"
    })
    void cellIsNoFormulaAndStaysOneCell(String text, String cell) {
        assertThat(Export.cell(text)).isEqualTo(cell);
    }

    @Test
    void anyOtherFormatIsNotThere() {
        assertThatThrownBy(() -> Format.of("xlsx")).isInstanceOf(NoSuchThing.class);
        assertThat(Map.of("csv", Format.of("csv"), "json", Format.of("json")))
                .containsExactlyInAnyOrderEntriesOf(Map.of("csv", Format.CSV, "json", Format.JSON));
    }

    @ParameterizedTest
    @EnumSource
    void whatBreaksOffDoesNotLookWhole(Format format) throws UnsupportedEncodingException {
        MockHttpServletResponse response = new MockHttpServletResponse();
        assertThatThrownBy(() -> EXPORT.write(
                        format,
                        "prod",
                        reader -> {
                            reader.accept(new Row("first", 1, SEEN));
                            throw new IllegalStateException("the database is gone");
                        },
                        response))
                .hasMessage("the database is gone");
        assertThat(response.isCommitted()).isFalse();
        assertThat(response.getContentAsString()).doesNotContain("]}");
    }

    private static MockHttpServletResponse write(Format format, Row... rows) {
        MockHttpServletResponse response = new MockHttpServletResponse();
        EXPORT.write(format, "prod", List.of(rows)::forEach, response);
        return response;
    }
}
