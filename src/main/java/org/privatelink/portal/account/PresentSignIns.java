package org.privatelink.portal.account;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collection;
import java.util.Set;
import org.springframework.stereotype.Component;

/** For what goes on after a request has been let in, such as a stream: whether the person would still be. */
@Component
public class PresentSignIns {

    private final SignIns signIns;

    PresentSignIns(SignIns signIns) {
        this.signIns = signIns;
    }

    /** Of the person whose request this is. */
    public String id(HttpServletRequest request) {
        return SignInFilter.id(request).orElse("");
    }

    /** Those of them that stand: with a role, and not in need of another word of the provider. */
    public Set<String> standing(Collection<String> ids) {
        return signIns.standing(ids);
    }
}
