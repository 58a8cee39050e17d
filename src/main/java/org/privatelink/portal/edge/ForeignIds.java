package org.privatelink.portal.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.Globals;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/** The id of a request stands in the log and on record: only a proxy may give one, and so it stands behind what knows them. */
final class ForeignIds extends ValveBase {

    private static final String HEADER = "X-Request-Id";

    ForeignIds() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getAttribute(Globals.REQUEST_FORWARDED_ATTRIBUTE) == null) {
            request.getCoyoteRequest().getMimeHeaders().removeHeader(HEADER);
        }
        getNext().invoke(request, response);
    }
}
