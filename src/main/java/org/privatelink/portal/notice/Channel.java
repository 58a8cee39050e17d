package org.privatelink.portal.notice;

/** A way out of the portal. */
interface Channel {

    /** Makes one attempt. Blocks; each wait for the other side is limited. */
    Delivery send(Notice notice);
}
