package org.privatelink.portal.notice;

import java.util.Locale;

/**
 * Where a notice goes.
 *
 * @param channel {@code mail}, or the name of a webhook
 * @param address e-mail address, or again the webhook's name: its own address is a secret
 */
record Target(String channel, String address) {

    /** Letter case would make two of one address. */
    static Target mail(String address) {
        String clean = Happening.clean(address, 320);
        return new Target(NoticeProperties.MAIL, clean == null ? "" : clean.toLowerCase(Locale.ROOT));
    }

    static Target webhook(String name) {
        return new Target(name, name);
    }
}
