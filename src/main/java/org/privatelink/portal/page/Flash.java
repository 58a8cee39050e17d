package org.privatelink.portal.page;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The result of an act, shown once on the page that follows. Never holds a secret. */
public record Flash(String tone, String messageKey, List<String> texts, @Nullable String requestId)
        implements Serializable {

    public static Flash positive(String messageKey, String... texts) {
        return new Flash("positive", messageKey, List.of(texts), null);
    }

    public static Flash negative(String messageKey, String... texts) {
        return new Flash("negative", messageKey, List.of(texts), null);
    }

    public static Flash notice(String messageKey, String... texts) {
        return new Flash("notice", messageKey, List.of(texts), null);
    }

    public static Flash informative(String messageKey, String... texts) {
        return new Flash("informative", messageKey, List.of(texts), null);
    }

    public Flash withRequestId(@Nullable String id) {
        return new Flash(tone, messageKey, texts, id);
    }

    public Object[] arguments() {
        return texts.toArray();
    }

    public void on(RedirectAttributes next) {
        next.addFlashAttribute("flash", this);
    }
}
