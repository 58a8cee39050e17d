package org.privatelink.portal.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** Some proxies, Azure's Application Gateway among them, tell a client's port with its address: each connection would be somebody else. */
final class PortlessAddress extends ValveBase {

    private static final Pattern WITH_PORT = Pattern.compile("([\\d.]+):\\d+|\\[([\\p{XDigit}:.]+)](?::\\d+)?");

    PortlessAddress() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Matcher told = WITH_PORT.matcher(request.getRemoteAddr());
        if (told.matches()) {
            request.setRemoteAddr(told.group(1) == null ? told.group(2) : told.group(1));
        }
        getNext().invoke(request, response);
    }
}
