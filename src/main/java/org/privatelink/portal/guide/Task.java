package org.privatelink.portal.guide;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A step of the way.
 *
 * @param state where it stands
 * @param said what there is to say about it in particular; null when the usual sentence will do
 * @param path where it is done or seen; null when there is no such place yet
 */
record Task(Kind kind, State state, @Nullable String said, @Nullable String path) {

    enum Kind {
        ASK,
        AGREE,
        APPROVE,
        AUTHORING,
        CONNECT;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    enum State {
        DONE,
        /** The person can do it now. */
        NEXT,
        /** Somebody else has to, or it takes its time. */
        WAITING,
        LATER,
        /** It will never be done: the way ends here. */
        BROKEN,
        UNREADABLE
    }

    public String key() {
        return "guide.task." + kind.key();
    }

    public String stateKey() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Key of the sentence that says what to do, or what is waited for. */
    public String textKey() {
        return key() + "." + stateKey();
    }

    public boolean isDone() {
        return state == State.DONE;
    }
}
