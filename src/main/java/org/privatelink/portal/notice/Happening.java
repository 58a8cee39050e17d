package org.privatelink.portal.notice;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.platform.Redaction;

/**
 * What happened, in words that may leave the portal: each is one line without control characters and without what looks
 * like a secret, whoever wrote it.
 *
 * @param source title of the source
 * @param resource id of the Azure resource
 * @param state where the request or the endpoint stands now
 * @param comment what the actor wrote, or why it failed
 * @param linked names of connections that stood on the endpoint
 * @param linkedTotal how many did; null where that is not told
 * @param path page of the portal that shows more
 */
record Happening(
        NoticeKind kind,
        Instant time,
        String sandbox,
        String name,
        @Nullable String source,
        @Nullable String resource,
        String state,
        @Nullable String requester,
        @Nullable String reason,
        @Nullable String ticket,
        @Nullable String actor,
        @Nullable String comment,
        @Nullable List<String> linked,
        @Nullable Integer linkedTotal,
        String path) {

    private static final int MOST_LINKED = 20;
    private static final int LONGEST_PATH = 2_000;

    Happening {
        sandbox = said(sandbox, 256);
        name = said(name, 255);
        source = clean(source, 200);
        resource = clean(resource, 600);
        state = said(state, 40);
        requester = clean(requester, 256);
        reason = clean(reason, 1000);
        ticket = clean(ticket, 200);
        actor = clean(actor, 256);
        comment = clean(comment, 1000);
        linked = linked == null ? List.of() : linked.stream().limit(MOST_LINKED).map(each -> said(each, 120)).toList();
        path = path.length() > LONGEST_PATH ? "/" : path;
    }

    /** How many stood on it beside those that are named. */
    int moreLinked() {
        return linkedTotal == null || linked == null ? 0 : Math.max(0, linkedTotal - linked.size());
    }

    private static String said(String text, int longest) {
        String clean = clean(text, longest);
        return clean == null ? "" : clean;
    }

    /** Null for nothing but blanks. */
    static @Nullable String clean(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        String line = Redaction.redact(text, List.of())
                .replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\s]+", " ")
                .strip();
        if (line.length() > longest) {
            int end = Character.isHighSurrogate(line.charAt(longest - 2)) ? longest - 2 : longest - 1;
            line = line.substring(0, end) + "…";
        }
        return line.isEmpty() ? null : line;
    }
}
