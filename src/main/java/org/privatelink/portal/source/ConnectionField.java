package org.privatelink.portal.source;

import java.util.List;
import org.privatelink.portal.page.Option;

/** One thing that an authentication kind asks for, under Adobe's parameter name. */
public record ConnectionField(String name, FieldCheck check, boolean optional, List<String> choices, String preset) {

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
}
