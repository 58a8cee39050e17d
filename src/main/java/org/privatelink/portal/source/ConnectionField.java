package org.privatelink.portal.source;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Option;

/**
 * One thing that an authentication kind asks for, under Adobe's parameter name.
 *
 * @param title what Platform calls it, where the portal has no name for it
 */
public record ConnectionField(
        String name, @Nullable String title, FieldCheck check, boolean optional, List<String> choices, String preset) {

    public boolean isSecret() {
        return check.isSecret();
    }

    /** Whether it has several lines. */
    public boolean isLong() {
        return check == FieldCheck.PRIVATE_KEY;
    }

    public List<Option> options() {
        return choices.stream().map(choice -> new Option(choice, choice, null)).toList();
    }

    ConnectionField withChoices(List<String> others) {
        String begin = others.contains(preset) ? preset : "";
        return new ConnectionField(name, title, FieldCheck.CHOICE, optional, others, begin);
    }
}
