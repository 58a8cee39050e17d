package org.privatelink.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.privatelink.portal.page.Frame;
import org.privatelink.portal.page.FrameContributor;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

@Component
@Order(1)
class AccountFrame implements FrameContributor {

    private final CurrentPerson current;

    AccountFrame(CurrentPerson current) {
        this.current = current;
    }

    @Override
    public void contribute(Frame frame, HttpServletRequest request) {
        current.get().map(AccountFrame::view).ifPresent(frame::person);
    }

    private static Frame.Person view(Person person) {
        List<String> roles = person.roles().stream()
                .map(role -> "account.role." + role.name().toLowerCase(Locale.ROOT))
                .toList();
        return new Frame.Person(person.name(), person.email(), roles, person.mayChange());
    }
}
