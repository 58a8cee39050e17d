package org.privatelink.portal.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListingTests {

    private static final Map<String, Comparator<Integer>> COLUMNS = Map.of("n", Comparator.naturalOrder());

    @Test
    void showsTheFirstPageInTheDefaultOrder() {
        Listing<Integer> list = list(Map.of(), 60);

        assertThat(list.rows()).startsWith(1, 2).hasSize(25);
        assertThat(List.of(list.from(), list.to(), list.total(), list.page(), list.pages())).containsExactly(1, 25, 60, 1, 3);
    }

    @Test
    void sortsAndPagesAsTheAddressSays() {
        Listing<Integer> list = list(Map.of("sort", "-n", "page", "2", "size", "50"), 60);

        assertThat(list.rows()).startsWith(10, 9).hasSize(10);
        assertThat(list.ariaSort("n")).isEqualTo("descending");
    }

    @Test
    void senselessParametersAreIgnored() {
        Listing<Integer> list = list(Map.of("sort", "nope", "page", "99999999999", "size", "7"), 30);

        assertThat(list.page()).isEqualTo(1);
        assertThat(list.size()).isEqualTo(25);
        assertThat(list(Map.of("page", "99"), 30).page()).isEqualTo(2);
        assertThat(list(Map.of("page", "-1"), 0).from()).isZero();
    }

    @Test
    void linksKeepTheViewAndEncodeWhatWasTyped() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("q", "a&b {x} é");
        query.put("state", "");
        query.put("page", "2");

        Listing<Integer> list = list(query, 60).chip("q", "Text", "a&b {x} é");

        assertThat(list.pageUrl(3)).isEqualTo("/list?q=a%26b%20%7Bx%7D%20%C3%A9&page=3");
        assertThat(list.sortUrl("n")).isEqualTo("/list?q=a%26b%20%7Bx%7D%20%C3%A9&sort=-n");
        assertThat(list.chips().get(0).removeUrl()).isEqualTo("/list");
    }

    private static Listing<Integer> list(Map<String, String> query, int count) {
        return Listing.of("/list", query, IntStream.rangeClosed(1, count).boxed().toList(), COLUMNS, "n");
    }
}
