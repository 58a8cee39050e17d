package org.privatelink.portal.explore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.privatelink.portal.explore.Place.Kind;
import org.privatelink.portal.explore.Place.Step;

class PlaceTests {

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', value = {
        "root, /a", "ROOT,", ",", ", /a", "rest, /a", "folder,", "folder, \"\"", "file, \" \"", "TABLE,", "röot, x"
    })
    void whatCannotBeLookedAtIsTheRoot(String type, String object) {
        assertThat(Place.of(type, object)).isEqualTo(new Place(Kind.ROOT, ""));
        assertThat(Place.of(type, object).query()).containsOnlyKeys("objectType").containsValue("root");
    }

    @ParameterizedTest
    @CsvSource({"folder, FOLDER", "Folder, FOLDER", "FILE, FILE", "tAbLe, TABLE"})
    void kindIsKnownInAnyLetterCase(String type, Kind kind) {
        assertThat(Place.of(type, "/a")).isEqualTo(new Place(kind, "/a"));
    }

    @Test
    void stepsLeadToEveryFolderAbove() {
        assertThat(new Place(Kind.FILE, "/a b/c&d/e.csv").steps())
                .containsExactly(new Step("a b", "/a b"), new Step("c&d", "/a b/c&d"), new Step("e.csv", "/a b/c&d/e.csv"));
        assertThat(new Place(Kind.FOLDER, "a//b/").steps()).containsExactly(new Step("a", "a"), new Step("b", "a//b"));
        assertThat(new Place(Kind.FOLDER, "../%2e").steps()).containsExactly(new Step("..", ".."), new Step("%2e", "../%2e"));
        assertThat(new Place(Kind.FOLDER, "//").steps()).isEmpty();
    }

    @Test
    void tableIsOneStepWhateverItsName() {
        assertThat(new Place(Kind.TABLE, "a/b.c").steps()).containsExactly(new Step("a/b.c", "a/b.c"));
    }

    @Test
    void pathIsSentAsItIs() {
        assertThat(new Place(Kind.FOLDER, "../a&objectType=root").query())
                .containsEntry("objectType", "folder")
                .containsEntry("object", "../a&objectType=root");
    }
}
