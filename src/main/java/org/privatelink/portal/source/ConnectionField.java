package org.privatelink.portal.source;

import java.util.List;

/** One thing that an authentication kind asks for, under Adobe's parameter name. */
public record ConnectionField(String name, FieldCheck check, boolean optional, List<String> choices, String preset) {

    public boolean isSecret() {
        return check.isSecret();
    }
}
