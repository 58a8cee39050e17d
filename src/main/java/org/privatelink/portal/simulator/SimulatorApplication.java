package org.privatelink.portal.simulator;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Profile;

/** Everything the portal talks to in the demo. Named as a source by {@code application-simulator.yml}. */
@Profile("simulator")
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@ComponentScan
class SimulatorApplication {}
