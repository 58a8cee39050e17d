package org.privatelink.portal.page;

import java.time.Duration;
import org.springframework.stereotype.Component;

/** Lengths of time in words, as exact as people care for: minutes, then hours, then days. */
@Component
public class TimeSpans {

    private final Texts texts;

    TimeSpans(Texts texts) {
        this.texts = texts;
    }

    public String inWords(Duration span) {
        if (span.toDays() > 0) {
            return texts.get("page.span.days", span.toDays());
        }
        return span.toHours() > 0
                ? texts.get("page.span.hours", span.toHours())
                : texts.get("page.span.minutes", Math.max(0, span.toMinutes()));
    }
}
