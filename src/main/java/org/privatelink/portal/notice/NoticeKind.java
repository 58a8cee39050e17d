package org.privatelink.portal.notice;

import java.util.Locale;

/** What people are told of: first what becomes of a request, then what is seen of an endpoint. */
enum NoticeKind {
    RAISED(false, true),
    REMINDED(false, true),
    APPROVED(true, false),
    REJECTED(true, false),
    WITHDRAWN(true, true),
    CREATED(true, false),
    FAILED(true, true),
    UNCLEAR(true, true),
    STALE(false, true),
    EXPIRED(true, false),
    AZURE_APPROVED(true, false),
    AZURE_REJECTED(true, false),
    AZURE_FAILED(true, false),
    DRIFT(true, true);

    private final boolean toRequester;
    private final boolean toApprovers;

    NoticeKind(boolean toRequester, boolean toApprovers) {
        this.toRequester = toRequester;
        this.toApprovers = toApprovers;
    }

    boolean isForRequester() {
        return toRequester;
    }

    boolean isForApprovers() {
        return toApprovers;
    }

    /** Tells the one who did it nothing new. What failed is new even to him who sent it; nobody decides on his own request. */
    boolean isKnownToWhoDidIt() {
        return this == RAISED || this == REMINDED || this == WITHDRAWN || this == CREATED;
    }

    /** In message keys and in what is sent. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
