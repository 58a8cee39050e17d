package org.privatelink.portal.edge;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.catalina.Context;
import org.apache.catalina.Pipeline;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.valves.RemoteIpValve;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** The order in which a request passes the edge. Last, so that nothing of the server's own comes before it. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class EdgeConfiguration implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final Logger log = LoggerFactory.getLogger(EdgeConfiguration.class);
    private static final int SPARE_THREADS = 20;

    private final EdgeProperties properties;
    private final FormTargets forms;
    private final ObjectProvider<PlainAnswer> answers;

    EdgeConfiguration(EdgeProperties properties, FormTargets forms, ObjectProvider<PlainAnswer> answers) {
        this.properties = properties;
        this.forms = forms;
        this.answers = answers;
    }

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        if (properties.names().isEmpty()) {
            log.warn("portal.edge.names is not set: every host name will do, also one that a stranger lets lead here");
        }
        server.setProtocol(PatientProtocol.class.getName());
        server.addConnectorCustomizers(this::bound);
        if (!properties.proxies().isEmpty()) {
            server.addEngineValves(proxies(properties.proxies()), new PortlessAddress());
        }
        server.addEngineValves(new ForeignIds(), new AnswerHeaders(forms), new BodyPatience(properties.arrival()));
        server.addContextCustomizers(this::stand);
    }

    private void bound(Connector connector) {
        PatientProtocol protocol = (PatientProtocol) connector.getProtocolHandler();
        protocol.setPatience(properties.arrival());
        // For a JDK whose threads are not virtual: some have to be left to say that the portal is full.
        protocol.setMaxThreads(properties.mostRequests() + SPARE_THREADS);
    }

    private void stand(Context context) {
        StandardHost host = (StandardHost) context.getParent();
        Pipeline pipeline = host.getPipeline();
        // It would add its own, which tells what it is.
        host.setErrorReportValveClass(ServerAnswers.class.getName());
        pipeline.addValve(new ServerAnswers(answers));
        pipeline.addValve(new Admission(properties));
    }

    /** The standard Forwarded is believed from nobody: proxies that set X-Forwarded-… pass on what a client wrote there. */
    private static RemoteIpValve proxies(Set<String> addresses) {
        RemoteIpValve valve = new RemoteIpValve();
        valve.setInternalProxies(addresses.stream().map(EdgeConfiguration::network).collect(Collectors.joining(",")));
        valve.setProtocolHeader("X-Forwarded-Proto");
        valve.setHostHeader("X-Forwarded-Host");
        valve.setPortHeader("X-Forwarded-Port");
        return valve;
    }

    private static String network(String address) {
        if (address.contains("/")) {
            return address;
        }
        return address + (address.contains(":") ? "/128" : "/32");
    }
}
