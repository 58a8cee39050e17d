package org.privatelink.portal.watch;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.stream.Stream;
import org.privatelink.portal.endpoint.Dependants.WhatBreaks;

/**
 * Connections that stood on an endpoint.
 *
 * @param first some of them, certain ones first
 * @param total how many there are
 */
public record Linked(List<One> first, int total) {

    private static final int NAMED = 25;

    public record One(String id, String name) {}

    static Linked of(WhatBreaks breaks) {
        List<One> first = Stream.of(breaks.certain(), breaks.likely())
                .flatMap(bucket -> bucket.shown().stream())
                .limit(NAMED)
                .map(each -> new One(each.id(), each.name()))
                .toList();
        return new Linked(first, breaks.certain().total() + breaks.likely().total());
    }

    /** As the first portals kept it. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static Linked of(List<One> all) {
        return new Linked(all, all.size());
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    public Linked(@JsonProperty("first") List<One> first, @JsonProperty("total") int total) {
        this.first = List.copyOf(first);
        this.total = total;
    }

    public List<String> names() {
        return first.stream().map(One::name).toList();
    }

    public int more() {
        return total - first.size();
    }
}
