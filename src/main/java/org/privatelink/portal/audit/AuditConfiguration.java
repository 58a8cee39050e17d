package org.privatelink.portal.audit;

import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class AuditConfiguration implements WebMvcConfigurer {

    private final AuditInterceptor ending;

    AuditConfiguration(AuditInterceptor ending) {
        this.ending = ending;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(ending);
    }

    @Configuration(proxyBeanMethods = false)
    static class Own {

        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE)
        Deeds deedsBesideActs() {
            return new Deeds(Arrays.stream(Incident.values()).map(Enum::name).toList());
        }
    }
}
