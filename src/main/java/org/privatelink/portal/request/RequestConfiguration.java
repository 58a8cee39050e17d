package org.privatelink.portal.request;

import java.util.Set;
import org.privatelink.portal.page.Keepable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What may be kept of this room's forms when their person has to sign in first. Confirmations are given anew. */
@Configuration(proxyBeanMethods = false)
class RequestConfiguration {

    private static final Set<String> ASKED = Set.of(
            "source", "resourceId", "name", "subscriptionId", "resourceGroupName", "resourceName", "fqdns", "reason",
            "ticket", "owner", "version");

    @Bean
    Keepable newRequest() {
        return Keepable.of("/s/{sandbox}/endpoints/new", ASKED);
    }

    @Bean
    Keepable changedRequest() {
        return Keepable.of("/s/{sandbox}/requests/{id}/edit", ASKED);
    }

    @Bean
    Keepable decidedRequest() {
        Set<String> said = Set.of("decision", "comment");
        return new Keepable(
                "/s/{sandbox}/requests/{id}/decision",
                "/s/{sandbox}/requests/{id}",
                typed -> Keepable.pick(typed, said));
    }
}
