package org.privatelink.portal.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Choices;
import org.springframework.stereotype.Component;

/** Remembers the sandbox last looked at, only to begin there next time. */
@Component
public class LastSandbox {

    private static final String NAME = "last-sandbox";

    private final Choices choices;
    private final Sandboxes sandboxes;

    LastSandbox(Choices choices, Sandboxes sandboxes) {
        this.choices = choices;
        this.sandboxes = sandboxes;
    }

    /** Where this person may still look at it. */
    public Optional<Sandbox> find(Person person, HttpServletRequest request) {
        return choices.find(NAME, request).flatMap(name -> sandboxes.find(name, person));
    }

    public void remember(Sandbox sandbox, HttpServletRequest request, HttpServletResponse response) {
        choices.keep(NAME, sandbox.name(), Duration.ofDays(90), request, response);
    }
}
