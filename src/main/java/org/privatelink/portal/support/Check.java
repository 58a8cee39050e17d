package org.privatelink.portal.support;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Failure;

/**
 * What one step came to.
 *
 * @param about what the sentence and the actor are about: a resource, an endpoint, a list of parameters
 * @param link where it is acted on; null when nowhere
 * @param requestId Platform's, of the call that told; null when none was made
 */
record Check(
        Step step,
        Finding finding,
        String about,
        List<Evidence> evidence,
        @Nullable String link,
        @Nullable String requestId,
        @Nullable Failure failure) {

    /** A value or a moment, with the message key of what it is. */
    record Evidence(String labelKey, @Nullable String text, @Nullable Instant at) {}

    static Check of(Step step, Finding finding) {
        return new Check(step, finding, "", List.of(), null, null, null);
    }

    static Check unread(Step step, Failure failure) {
        return new Check(step, Finding.UNREAD, "", List.of(), null, failure.requestId(), failure);
    }

    Check about(@Nullable String thing) {
        return new Check(step, finding, thing == null ? "" : thing, evidence, link, requestId, failure);
    }

    Check because(Failure told) {
        return new Check(step, finding, about, evidence, link, told.requestId(), told);
    }

    Check with(String labelKey, @Nullable String text) {
        return text == null || text.isBlank() ? this : with(new Evidence(labelKey, text, null));
    }

    Check with(String labelKey, @Nullable Instant at) {
        return at == null ? this : with(new Evidence(labelKey, null, at));
    }

    private Check with(Evidence more) {
        List<Evidence> all = new ArrayList<>(evidence);
        all.add(more);
        return new Check(step, finding, about, List.copyOf(all), link, requestId, failure);
    }

    Check at(@Nullable String path) {
        return new Check(step, finding, about, evidence, path, requestId, failure);
    }

    Check told(@Nullable String byRequest) {
        return new Check(step, finding, about, evidence, link, byRequest, failure);
    }

    public boolean isFailed() {
        return finding.result() == Result.FAILED;
    }

    public String linkKey() {
        return finding.place().key();
    }

    public boolean leadsToForm() {
        return finding.place().isForm();
    }

    /** Message key of who must act; what could not be read says so itself. */
    public @Nullable String actorKey() {
        if (finding == Finding.UNREAD && failure != null) {
            return failure.actorKey();
        }
        return finding.actor() == Actor.NOBODY ? null : finding.actor().key();
    }
}
