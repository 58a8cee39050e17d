package org.privatelink.portal.page;

import org.springframework.context.support.ResourceBundleMessageSource;

/** The real texts for tests of other rooms. */
public final class PageFixture {

    private PageFixture() {}

    public static Texts texts() {
        var messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setAlwaysUseMessageFormat(true);
        messages.setFallbackToSystemLocale(false);
        return new Texts(messages);
    }

    public static TimeSpans timeSpans() {
        return new TimeSpans(texts());
    }
}
