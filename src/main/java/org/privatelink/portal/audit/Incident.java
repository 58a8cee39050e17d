package org.privatelink.portal.audit;

import java.util.Locale;

/** What goes on record beside acts. */
enum Incident {
    SIGN_IN,
    SIGN_OUT,
    SESSION_END,
    /** From elsewhere: by the person, an admin, or the provider. */
    SIGN_INS_END,
    /** A page, form or call of the API that was refused. */
    ACCESS,
    /** A person was shown that something failed. */
    FAULT,
    LEDGER_OPEN,
    LEDGER_CHECK;

    /** Last part of the message key that names an event. */
    static String key(String event) {
        return event.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
