package org.privatelink.portal.connection;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.privatelink.portal.source.Warning;

/** What to look at before a connection is created. */
record Warnings(List<Warning> all) {

    /** What a person has to confirm, exactly. */
    public String codes() {
        return all.stream().filter(Warning::stops).map(Warning::code).distinct().sorted().collect(Collectors.joining(" "));
    }

    public boolean stop() {
        return all.stream().anyMatch(Warning::stops);
    }

    public boolean areNone() {
        return all.isEmpty();
    }

    /** Whatever else was confirmed: a warning that the person has not seen stops. */
    boolean areConfirmedBy(String confirmed) {
        Set<String> seen = new HashSet<>(List.of(confirmed.strip().split("\\s+")));
        return all.stream().filter(Warning::stops).allMatch(warning -> seen.contains(warning.code()));
    }

    /** What is said and stops nobody. */
    String notes() {
        return all.stream().filter(warning -> !warning.stops()).map(Warning::text).collect(Collectors.joining(" "));
    }
}
