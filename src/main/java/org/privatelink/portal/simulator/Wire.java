package org.privatelink.portal.simulator;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Set;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/** What the servlet API cannot do: drop the connection without an answer. */
@Component
class Wire implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {

    private static final String AZURE = "/subscriptions/";
    private static final Set<String> TOKENS = Set.of("/ims/token/v3", "/entra/oauth2/v2.0/token");
    private static final String DROPPED = Wire.class.getName() + ".dropped";

    static boolean isPlatform(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/data/foundation/");
    }

    static boolean isAzure(HttpServletRequest request) {
        return request.getRequestURI().regionMatches(true, 0, AZURE, 0, AZURE.length());
    }

    /** What programs ask for, and not people: it can be slow, go wrong and be counted. */
    static boolean isForMachines(HttpServletRequest request) {
        return isPlatform(request)
                || isAzure(request)
                || TOKENS.contains(request.getRequestURI())
                || request.getRequestURI().startsWith("/inbox/");
    }

    static void drop(HttpServletRequest request) {
        request.setAttribute(DROPPED, true);
    }

    static boolean isDropped(HttpServletRequest request) {
        return request.getAttribute(DROPPED) != null;
    }

    @Override
    public void customize(TomcatServletWebServerFactory factory) {
        factory.addEngineValves(new DroppingValve());
    }

    private static class DroppingValve extends ValveBase {

        DroppingValve() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            getNext().invoke(request, response);
            if (isDropped(request)) {
                request.getCoyoteRequest().action(ActionCode.CLOSE_NOW, null);
            }
        }
    }
}
