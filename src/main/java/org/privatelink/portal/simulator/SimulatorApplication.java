package org.privatelink.portal.simulator;

import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;

/** Everything the portal talks to in the demo. Named as a source by {@code application-simulator.yml}. */
@Profile("simulator")
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(SimulatorProperties.class)
@ComponentScan
class SimulatorApplication {

    private static final Logger log = LoggerFactory.getLogger(SimulatorApplication.class);

    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.systemUTC();
    }

    @EventListener
    void tellWhereItListens(WebServerInitializedEvent event) {
        String url = "http://localhost:" + event.getWebServer().getPort();
        log.info("The simulator plays Adobe and Azure at {}; inbox: {}/inbox", url, url);
    }
}
