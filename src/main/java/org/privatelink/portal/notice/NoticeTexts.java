package org.privatelink.portal.notice;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** A happening in words. Nobody's language is known here: the portal's first. */
@Component
class NoticeTexts {

    private final MessageSource messages;
    private final String portal;

    NoticeTexts(MessageSource messages, NoticeProperties properties) {
        this.messages = messages;
        this.portal = properties.portalUrl().replaceAll("/+$", "");
    }

    String subject(Happening happening) {
        return text("notice." + happening.kind().key() + ".subject", happening.name(), happening.sandbox());
    }

    /** A sentence, then what is known, a fact a line. */
    List<String> lines(Happening happening) {
        List<String> lines = new ArrayList<>();
        lines.add(text("notice." + happening.kind().key() + ".text", happening.name(), happening.sandbox()));
        fact("notice.line.sandbox", happening.sandbox(), lines);
        fact("notice.line.source", happening.source(), lines);
        fact("notice.line.resource", happening.resource(), lines);
        fact("notice.line.requester", happening.requester(), lines);
        fact("notice.line.reason", happening.reason(), lines);
        fact("notice.line.ticket", happening.ticket(), lines);
        fact("notice.line.actor", happening.actor(), lines);
        fact("notice.line.comment", happening.comment(), lines);
        List<String> linked = happening.linked() == null ? List.of() : happening.linked();
        String names = linked.isEmpty() ? null : String.join(", ", linked);
        if (names != null && happening.moreLinked() > 0) {
            names = text("notice.line.linked.more", names, happening.moreLinked());
        }
        fact("notice.line.linked", names, lines);
        return lines;
    }

    String link(Happening happening) {
        return portal + happening.path();
    }

    /** What a button to the portal is called. */
    String open() {
        return text("notice.open");
    }

    String mail(Happening happening) {
        List<String> lines = lines(happening);
        lines.add(1, "");
        return String.join("\n", lines) + "\n\n" + link(happening) + "\n\n-- \n" + text("notice.mail.footer") + "\n";
    }

    private void fact(String key, @Nullable String value, List<String> lines) {
        if (value != null) {
            lines.add(text(key, value));
        }
    }

    private String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, Locale.ENGLISH);
    }
}
