package org.privatelink.portal.session;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.privatelink.portal.signin.OpenSignIn;

/**
 * Somebody signed in, in one browser or several.
 *
 * @param id the provider's {@code sub}
 * @param account the person as the portal knows them
 * @param places browsers, or addresses where a browser says nothing of itself
 */
record PersonView(String id, String account, String name, int signIns, List<String> places, Instant begunAt, Instant usedAt) {

    static List<PersonView> of(List<OpenSignIn> signIns) {
        return signIns.stream()
                .collect(Collectors.groupingBy(OpenSignIn::personId, LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(PersonView::one)
                .toList();
    }

    private static PersonView one(Collection<OpenSignIn> own) {
        OpenSignIn last = own.stream().max(Comparator.comparing(OpenSignIn::usedAt)).orElseThrow();
        return new PersonView(
                last.personId(),
                last.account(),
                last.name(),
                own.size(),
                own.stream().map(each -> each.browser().isEmpty() ? each.address() : each.browser()).distinct().toList(),
                own.stream().map(OpenSignIn::begunAt).min(Comparator.naturalOrder()).orElseThrow(),
                last.usedAt());
    }
}
