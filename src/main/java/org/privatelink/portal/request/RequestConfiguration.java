package org.privatelink.portal.request;

import java.util.Set;
import org.privatelink.portal.page.KeptForm;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What may be kept of this room's forms when their person has to sign in first. Confirmations are given anew. */
@Configuration(proxyBeanMethods = false)
class RequestConfiguration {

    private static final Set<String> ASKED = Set.of(
            "source", "resourceId", "name", "subscriptionId", "resourceGroupName", "resourceName", "fqdns", "reason",
            "ticket", "owner", "version");

    @Bean
    KeptForm newRequest() {
        return KeptForm.of("/s/{sandbox}/endpoints/new", ASKED);
    }

    @Bean
    KeptForm changedRequest() {
        return KeptForm.of("/s/{sandbox}/requests/{id}/edit", ASKED);
    }

    @Bean
    KeptForm decidedRequest() {
        Set<String> said = Set.of("decision", "comment");
        return new KeptForm(
                "/s/{sandbox}/requests/{id}/decision",
                "/s/{sandbox}/requests/{id}",
                typed -> KeptForm.pick(typed, said));
    }
}
