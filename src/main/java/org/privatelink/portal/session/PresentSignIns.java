package org.privatelink.portal.session;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;
import org.privatelink.portal.signin.SignInFilter;
import org.privatelink.portal.signin.SignIns;
import org.springframework.stereotype.Component;

/** For what goes on after a request has been let in, such as a stream: whether the person would still be. */
@Component
public class PresentSignIns {

    private final SignIns signIns;
    private final SessionProperties properties;
    private final Clock clock;

    PresentSignIns(SignIns signIns, SessionProperties properties, Clock clock) {
        this.signIns = signIns;
        this.properties = properties;
        this.clock = clock;
    }

    /** Of the person whose request this is. */
    public String id(HttpServletRequest request) {
        return SignInFilter.id(request).orElse("");
    }

    /** When the person's session ends if nothing more is done in it. */
    public Instant end(HttpServletRequest request) {
        return SessionLife.of(request.getSession())
                .map(life -> life.end(properties))
                .orElseGet(clock::instant);
    }

    /** Those of them that stand: with a role, and not in need of another word of the provider. */
    public Set<String> standing(Collection<String> ids) {
        return signIns.standing(ids);
    }
}
