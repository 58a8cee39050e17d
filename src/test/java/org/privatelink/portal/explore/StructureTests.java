package org.privatelink.portal.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.explore.Preview.Cell;
import org.privatelink.portal.platform.PlatformFixture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StructureTests {

    @Test
    void columnsOfATableAreReadWithAdobesOwnType() {
        Structure table = read(PlatformFixture.text("explore-table.json"));
        assertThat(table.columns())
                .containsExactly(new Column("ShipID", "string", ""), new Column("Arrived", "string", "date-time"));
        assertThat(table.preview()).isNull();
    }

    @Test
    void olderAnswerForAFileIsABareList() {
        Structure file = read(PlatformFixture.text("explore-file-older.json"));
        assertThat(file.columns()).containsExactly(new Column("Id", "String", ""), new Column("Mooring", "String", ""));
        assertThat(file.preview()).isNull();
    }

    @Test
    void rowsAreReadWhateverFormEachHas() {
        Structure file = read(PlatformFixture.text("explore-file-with-rows.json"));
        assertThat(file.columns()).extracting(Column::name).containsExactly("ShipID", "Tons");
        assertThat(file.unread()).isEqualTo(1);
        assertThat(file.preview().names()).containsExactly("ShipID", "Tons", "Flag", "3");
        assertThat(texts(file.preview())).containsExactly(
                row("S-1", "12", null, null), row(null, null, "NO", null), row("S-3", "4", null, "true"), row("S-4", null, null, null));
    }

    @Test
    void nestedColumnsAreFlattened() {
        Structure file = read(PlatformFixture.text("explore-file-nested.json"));
        assertThat(file.columns()).containsExactly(
                new Column("ship.id", "string", ""),
                new Column("ship.size.tons", "integer, null", ""),
                new Column("crews[].since", "string", "date-time"),
                new Column("flags[]", "string", ""),
                new Column("hold", "object", ""),
                new Column("odd.name", "", ""));
        assertThat(file.preview().names()).containsExactly("ship.id", "ship.size.tons", "crews", "hold", "flags");
        assertThat(texts(file.preview())).containsExactly(row("S-1", "4", "[{\"since\":\"x\"}]", "{}", "[]"));
    }

    @Test
    void columnOfAFlatFormMayBeNestedToo() {
        Structure table = read("{\"schema\":{\"columns\":[{\"name\":\"a\",\"type\":\"object\",\"xdm\":{\"type\":\"object\","
                + "\"properties\":{\"b\":{\"type\":\"string\"}}}}]}}");
        assertThat(table.columns()).containsExactly(new Column("a.b", "string", ""));
    }

    @Test
    void rowsMayComeAlone() {
        Structure file = read(PlatformFixture.text("explore-data-alone.json"));
        assertThat(file.columns()).isEmpty();
        assertThat(file.preview().names()).containsExactly("list_id", "members");
    }

    @Test
    void nothingInItIsNoFault() {
        assertThat(read("[]").columns()).isEmpty();
        assertThat(read("{\"schema\":{\"columns\":[]},\"data\":[]}").preview().rows()).isEmpty();
        assertThat(read("{\"schema\":{\"columns\":[]},\"data\":\"none\"}").preview()).isNull();
        assertThat(read("{\"schema\":{\"type\":\"object\",\"properties\":{}}}").columns()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{}", "{\"items\":[]}", "{\"schema\":null}", "{\"schema\":[]}", "{\"schema\":{\"columns\":{}}}", "[1]", "[{}]",
        "[{\"name\":7}]", "{\"data\":{}}", "{\"data\":\"x\"}", "{\"format\":\"flat\"}"
    })
    void otherFormsAreNotUnderstood(String odd) {
        assertThat(Structure.read(json(odd))).isEmpty();
    }

    @Test
    void previewIsBounded() {
        String row = IntStream.range(0, 60)
                .mapToObj(number -> "\"c%d\":\"%s\"".formatted(number, number == 0 ? "😀".repeat(101) : "x".repeat(100)))
                .collect(Collectors.joining(",", "{", "}"));
        String rows = IntStream.range(0, 25).mapToObj(number -> row).collect(Collectors.joining(","));
        Preview preview = read("{\"data\":[" + rows + "]}").preview();
        assertThat(preview.rows()).hasSize(10).allMatch(cells -> cells.size() == 50);
        assertThat(preview.names()).hasSize(50);
        assertThat(preview.moreRows()).isEqualTo(15);
        assertThat(preview.moreColumns()).isEqualTo(10);
        assertThat(preview.rows().get(0)).startsWith(new Cell("😀".repeat(100) + "…", true), new Cell("x".repeat(100), false));
    }

    @Test
    void veryManyColumnsAreCut() {
        String columns = IntStream.range(0, 501)
                .mapToObj(number -> "{\"name\":\"c" + number + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(read(columns).shown()).hasSize(500);
        assertThat(read(columns).isCut()).isTrue();
    }

    private static List<List<String>> texts(Preview preview) {
        return preview.rows().stream()
                .map(row -> row.stream().map(cell -> cell == null ? null : cell.text()).toList())
                .toList();
    }

    private static List<String> row(String... cells) {
        return Arrays.asList(cells);
    }

    private static Structure read(String text) {
        return Structure.read(json(text)).orElseThrow();
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }
}
