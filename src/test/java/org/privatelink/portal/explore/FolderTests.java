package org.privatelink.portal.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.privatelink.portal.explore.Folder.Entry;
import org.privatelink.portal.platform.PlatformFixture;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FolderTests {

    @Test
    void foldersComeFirstInAnyLetterCaseAndThenNamesInOrder() {
        Folder folder = Folder.read(file("explore-folder-in-mixed-case.json")).orElseThrow();
        assertThat(folder.entries()).extracting(Entry::name)
                .containsExactly("apples", "zebra", "Älter", "A table", "A.csv", "b.csv");
        assertThat(folder.entries()).extracting(Entry::key)
                .containsExactly("folder", "folder", "folder", "table", "file", "file");
        assertThat(folder.entries()).allMatch(Entry::isOpen);
        assertThat(folder.unread()).isZero();
    }

    @Test
    void rootOfTablesIsRead() {
        Folder folder = Folder.read(file("explore-root-of-tables.json")).orElseThrow();
        assertThat(folder.entries()).containsExactly(new Entry("table", "Harbour Arrivals", "harbourArrivals", true));
    }

    @Test
    void oddEntriesAreShownAsFarAsTheyCanBeAndTheOthersCounted() {
        Folder folder = Folder.read(file("explore-folder-with-odd-entries.json")).orElseThrow();
        assertThat(folder.entries()).containsExactly(
                new Entry("view", "A view", "a_view", true),
                new Entry("", "Without a kind", "x", true),
                new Entry("table", "Without a path", "Without a path", true),
                new Entry("table", "without_a_name", "without_a_name", false));
        assertThat(folder.entries()).extracting(Entry::isOpen).containsExactly(false, false, true, false);
        assertThat(folder.entries()).extracting(Entry::key).containsExactly("other", "other", "table", "table");
        assertThat(folder.unread()).isEqualTo(7);
    }

    @Test
    void emptyFolderIsEmpty() {
        assertThat(Folder.read(json("[]"))).contains(new Folder(List.of(), 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"items\":[]}", "[1,2]", "[{\"error\":\"x\"}]", "[[]]", "{\"result\":true}"})
    void otherFormsAreNotUnderstood(String odd) {
        assertThat(Folder.read(json(odd))).isEmpty();
    }

    @Test
    void veryManyAreCutAndFoundByAPartOfTheName() {
        String many = IntStream.range(0, 620)
                .mapToObj(number -> "{\"type\":\"file\",\"name\":\"Feed-%03d.csv\"}".formatted(number))
                .collect(Collectors.joining(",", "[", "]"));
        Folder folder = Folder.read(json(many)).orElseThrow();
        assertThat(folder.isCut()).isTrue();
        assertThat(folder.shown()).hasSize(500);
        assertThat(folder.matching(" feed-61 ").shown()).hasSize(10).first().extracting(Entry::name).isEqualTo("Feed-610.csv");
        assertThat(folder.matching("feed-61").isCut()).isFalse();
        assertThat(folder.matching("").entries()).hasSize(620);
    }

    private static JsonNode file(String name) {
        return json(PlatformFixture.text(name));
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }
}
