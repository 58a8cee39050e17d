package org.privatelink.portal.api;

/** What is sent to the API: held to its members' names and types. */
sealed interface Body permits WantedBody, DecisionBody, AuthoringBody, ConnectionBody, ConnectionPatch {

    /** What is wished for, without what only confirms it: the same wish has the same key. */
    default Body wish() {
        return this;
    }
}
