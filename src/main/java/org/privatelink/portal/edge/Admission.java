package org.privatelink.portal.edge;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.springframework.http.HttpHeaders;

/** Lets in what is meant for this portal, of a size that it takes, and no more at once than it can do. */
final class Admission extends ValveBase {

    private static final int MISDIRECTED = 421;
    private static final int TOO_LARGE_HEADERS = 431;
    private static final int LONGEST_ADDRESS = 12 * 1024;
    private static final int LARGEST_HEADERS = 16 * 1024;
    static final int LARGEST_BODY = 256 * 1024;
    private static final String A_MOMENT = "5";
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");
    /** Whoever watches over the portal asks by its address. */
    private static final String HEALTH = "/actuator/health";

    private final Set<String> names;
    private final Semaphore room;

    Admission(EdgeProperties properties) {
        super(true);
        this.names = properties.names().stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.room = new Semaphore(properties.mostRequests());
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.isAsync()) {
            getNext().invoke(request, response);
        } else if (!response.isError()) {
            // What the server could not read concerns nobody behind it.
            judge(request, response);
        }
    }

    private void judge(Request request, Response response) throws IOException, ServletException {
        int refusal = refusal(request);
        if (refusal != 0) {
            response.sendError(refusal);
        } else if (isCheap(request)) {
            getNext().invoke(request, response);
        } else {
            admit(request, response);
        }
    }

    private int refusal(Request request) {
        if (!METHODS.contains(request.getMethod())) {
            return HttpServletResponse.SC_METHOD_NOT_ALLOWED;
        }
        if (addressLength(request) > LONGEST_ADDRESS) {
            return HttpServletResponse.SC_REQUEST_URI_TOO_LONG;
        }
        if (headersSize(request) > LARGEST_HEADERS) {
            return TOO_LARGE_HEADERS;
        }
        if (request.getContentLengthLong() > LARGEST_BODY) {
            return HttpServletResponse.SC_REQUEST_ENTITY_TOO_LARGE;
        }
        return isOurs(request) ? 0 : MISDIRECTED;
    }

    private boolean isOurs(Request request) {
        return names.isEmpty()
                || names.contains(request.getServerName().toLowerCase(Locale.ROOT))
                || isHealth(request.getRequestURI());
    }

    private static int addressLength(Request request) {
        String query = request.getQueryString();
        return request.getRequestURI().length() + (query == null ? 0 : query.length());
    }

    private static int headersSize(Request request) {
        int size = 0;
        for (Enumeration<String> names = request.getHeaderNames(); names.hasMoreElements(); ) {
            String name = names.nextElement();
            for (Enumeration<String> values = request.getHeaders(name); values.hasMoreElements(); ) {
                size += name.length() + values.nextElement().length();
            }
        }
        return size;
    }

    /** An overloaded portal is alive all the same, and what it says about that has to look like something. */
    private static boolean isCheap(Request request) {
        String path = request.getRequestURI();
        return path.startsWith("/assets/") || isHealth(path);
    }

    private static boolean isHealth(String path) {
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
    }

    private void admit(Request request, Response response) throws IOException, ServletException {
        if (!room.tryAcquire()) {
            response.setHeader(HttpHeaders.RETRY_AFTER, A_MOMENT);
            response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        try {
            getNext().invoke(request, response);
        } finally {
            room.release();
        }
    }
}
