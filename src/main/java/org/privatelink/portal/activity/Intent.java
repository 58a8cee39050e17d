package org.privatelink.portal.activity;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.Person;

/**
 * What somebody is about to do.
 *
 * @param submission one-time id of the form, as it came; the same form sent twice is the same intent
 * @param subjectId Platform's id of the thing, where it has one already
 * @param subjectName its name, for people
 * @param facts what is needed to recognise the thing later; never a secret
 */
public record Intent(
        Act act,
        String submission,
        String sandbox,
        @Nullable String subjectId,
        String subjectName,
        Map<String, String> facts,
        Person person) {

    /** What a one-time id looks like. */
    public static final String SUBMISSION = "[!-~]{1,64}";

    Submission sent() {
        return new Submission(act, sandbox, person, submission);
    }

    /** As it is on record until something is known. */
    Activity begun(String id, Instant at) {
        return new Activity(
                id, act, sandbox, subjectId, subjectName, facts, person.name(), at, null, null, null, null);
    }

    /** Fact of a create: ids, one a line, of what is at Platform already and could be taken for the new thing. */
    public static final String BEFORE = "before";
}
