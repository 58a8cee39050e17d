package org.privatelink.portal;

import org.privatelink.portal.audit.VerifyCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.AutoConfigurationExcludeFilter;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.TypeExcludeFilter;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.FilterType;
import org.springframework.context.annotation.Profile;

/**
 * The portal. Profile {@code simulator} leaves it out and runs the simulator alone;
 * profile {@code demo} runs both, side by side, over real HTTP.
 */
@Profile("!simulator")
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ConfigurationPropertiesScan
@ComponentScan(
        excludeFilters = {
            @Filter(type = FilterType.CUSTOM, classes = TypeExcludeFilter.class),
            @Filter(type = FilterType.CUSTOM, classes = AutoConfigurationExcludeFilter.class),
            @Filter(type = FilterType.REGEX, pattern = "org\\.privatelink\\.portal\\.simulator\\..*")
        })
public class PortalApplication {

    public static void main(String[] args) {
        if (VerifyCommand.isAsked(args)) {
            System.exit(VerifyCommand.run(args));
        }
        // For what reads the provider's keys and tells about people, and has no limits of its own. In milliseconds.
        System.getProperties().putIfAbsent("sun.net.client.defaultConnectTimeout", "5000");
        System.getProperties().putIfAbsent("sun.net.client.defaultReadTimeout", "10000");
        Ending.inOrder(SpringApplication.run(PortalApplication.class, args));
    }
}
