package org.privatelink.portal.endpoint;

import java.util.Set;
import org.privatelink.portal.page.Keepable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What may be kept of this room's forms when their person has to sign in first. Confirmations are given anew. */
@Configuration(proxyBeanMethods = false)
class EndpointConfiguration {

    @Bean
    Keepable azureDecision() {
        return Keepable.of("/s/{sandbox}/endpoints/{id}/azure", Set.of("connection", "decision", "description"));
    }
}
