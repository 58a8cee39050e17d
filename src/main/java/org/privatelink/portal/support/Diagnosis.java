package org.privatelink.portal.support;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.support.Finding.Place;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Where a connection breaks.
 *
 * @param cause the step to begin with: one that failed or could not be read; null when there is none
 * @param others further steps that failed
 * @param checks all steps, in order
 */
record Diagnosis(Verdict verdict, @Nullable Check cause, List<Check> others, List<Check> checks) {

    static Diagnosis of(String sandbox, String connectionId, Circumstances seen) {
        ConnectionChecks connection = new ConnectionChecks(seen);
        List<Check> checks = new ArrayList<>(List.of(connection.connection()));
        checks.addAll(new LinkChecks(seen).all());
        checks.add(connection.credentials());
        checks.add(connection.test());
        return judge(checks.stream()
                .map(check -> check.at(path(check.finding().place(), sandbox, connectionId, seen)))
                .toList());
    }

    /**
     * Authoring is off most of the time and keeps nothing from running: it is to blame only when nothing else is, nor
     * may be.
     */
    private static Diagnosis judge(List<Check> checks) {
        List<Check> failed = checks.stream()
                .filter(Check::isFailed)
                .sorted(Comparator.comparing(check -> check.step() == Step.AUTHORING))
                .toList();
        boolean works = checks.stream().anyMatch(check -> check.finding() == Finding.TEST_PASSED);
        Check unread = checks.stream().filter(check -> check.finding() == Finding.UNREAD).findFirst().orElse(null);
        boolean open = failed.isEmpty() || unread != null && failed.get(0).step() == Step.AUTHORING;
        if (works || open) {
            Verdict verdict = works ? Verdict.WORKS : unread == null ? Verdict.NOTHING_FOUND : Verdict.UNREAD;
            return new Diagnosis(verdict, works ? null : unread, failed, checks);
        }
        return new Diagnosis(Verdict.BREAKS, failed.get(0), failed.subList(1, failed.size()), checks);
    }

    private static @Nullable String path(Place place, String sandbox, String connectionId, Circumstances seen) {
        Endpoint endpoint = seen.endpoint();
        String endpointId = endpoint != null ? endpoint.id() : seen.known() == null ? null : seen.known().endpoint().id();
        String requestId = seen.track() != null
                ? seen.track().requestId()
                : seen.asked() == null ? null : seen.asked().id();
        return switch (place) {
            case NOWHERE -> null;
            case CONNECTION -> path("/s/{sandbox}/connections/{id}", sandbox, connectionId);
            case NEW_CONNECTION -> path("/s/{sandbox}/connections/new", sandbox, "");
            case CREDENTIALS -> path("/s/{sandbox}/connections/{id}/credentials", sandbox, connectionId);
            case ENDPOINT -> endpointId == null ? null : path("/s/{sandbox}/endpoints/{id}", sandbox, endpointId);
            case NEW_ENDPOINT -> path("/s/{sandbox}/endpoints/new", sandbox, "");
            case REQUEST -> requestId == null ? null : path("/s/{sandbox}/requests/{id}", sandbox, requestId);
            case AUTHORING -> path("/s/{sandbox}/authoring", sandbox, "");
        };
    }

    private static String path(String template, String sandbox, String id) {
        return UriComponentsBuilder.fromPath(template).encode().buildAndExpand(sandbox, id).toUriString();
    }
}
