package org.privatelink.portal.page;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Texts by message key, in the language of the request. */
@Component
public class Texts {

    private final MessageSource messages;

    Texts(MessageSource messages) {
        this.messages = messages;
    }

    public String get(String key, Object... arguments) {
        return messages.getMessage(key, arguments, LocaleContextHolder.getLocale());
    }

    /** The text, or the other one where no such key exists. */
    public String getOr(String key, String otherwise) {
        // Not as the default message: that would be read as a pattern.
        String found = messages.getMessage(key, null, null, LocaleContextHolder.getLocale());
        return found == null ? otherwise : found;
    }
}
