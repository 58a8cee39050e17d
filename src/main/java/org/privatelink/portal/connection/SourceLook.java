package org.privatelink.portal.connection;

/** What has Platform log in at a customer's source with what it keeps of a connection, as it is called on record. */
enum SourceLook {
    CONNECTION_TEST,
    SOURCE_EXPLORE,
    /** With rows of data. */
    SOURCE_PREVIEW
}
