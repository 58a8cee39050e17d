package org.privatelink.portal.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.CurrentPerson;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Frame;
import org.privatelink.portal.page.FrameContributor;
import org.privatelink.portal.platform.PlatformException;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/** The sandbox switcher. Without Platform it is empty and the page still stands. */
@Component
@Order(2)
class SandboxFrame implements FrameContributor {

    private final Sandboxes sandboxes;
    private final SandboxRights rights;
    private final CurrentPerson current;

    SandboxFrame(Sandboxes sandboxes, SandboxRights rights, CurrentPerson current) {
        this.sandboxes = sandboxes;
        this.rights = rights;
        this.current = current;
    }

    @Override
    public void contribute(Frame frame, HttpServletRequest request) {
        String name = name(request);
        if (name != null) {
            current.get().ifPresent(person -> contribute(frame, name, person));
            rights.oldSince(name).ifPresent(frame::permittedAt);
        }
    }

    private void contribute(Frame frame, String name, Person person) {
        try {
            List<Frame.Place> places = sandboxes.of(person).stream().map(SandboxFrame::place).toList();
            frame.sandbox(sandboxes.find(name, person).map(SandboxFrame::place).orElse(null), places);
        } catch (PlatformException unknown) {
            frame.sandbox(null, List.of());
        }
    }

    private static @Nullable String name(HttpServletRequest request) {
        return request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> path
                ? (String) path.get("sandbox")
                : null;
    }

    private static Frame.Place place(Sandbox sandbox) {
        String type = sandbox.isProduction() ? "production" : "development";
        return new Frame.Place(sandbox.name(), sandbox.label(), type, sandbox.isUsable());
    }
}
