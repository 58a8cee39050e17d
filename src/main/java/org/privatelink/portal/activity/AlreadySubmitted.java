package org.privatelink.portal.activity;

/** The same form came twice. The first one counts; nothing was sent for the second. */
public class AlreadySubmitted extends RuntimeException {

    private final Activity first;

    AlreadySubmitted(Activity first) {
        super("already submitted");
        this.first = first;
    }

    public Activity first() {
        return first;
    }
}
