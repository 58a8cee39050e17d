package org.privatelink.portal.edge;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Base64;
import org.apache.catalina.AccessLog;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * The headers that every answer bears, whoever writes it: pages, files, the API, redirects, refusals. Only what may be
 * kept says so itself, afterwards.
 */
final class AnswerHeaders extends ValveBase implements AccessLog {

    /** Attribute of the request: what a page gives to the scripts and styles that it loads. */
    static final String NONCE = "nonce";

    private static final int NONCE_BYTES = 18;
    private static final String OF_THE_API = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final SecureRandom random = new SecureRandom();
    private final FormTargets forms;

    AnswerHeaders(FormTargets forms) {
        super(true);
        this.forms = forms;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        write(request, response);
        getNext().invoke(request, response);
    }

    /** The answer to {@code OPTIONS *} goes through no valve: that it is logged is all that there is of it. */
    @Override
    public void log(Request request, Response response, long time) {
        if (!response.isCommitted()) {
            write(request, response);
        }
    }

    private void write(Request request, Response response) {
        String nonce = nonce();
        request.setAttribute(NONCE, nonce);
        boolean api = String.valueOf(request.getRequestURI()).startsWith("/api/");
        response.setHeader("Content-Security-Policy", api ? OF_THE_API : policy(nonce));
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
        response.setHeader("Cross-Origin-Resource-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
        response.setHeader("Cache-Control", "no-store");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        }
    }

    private String nonce() {
        byte[] bytes = new byte[NONCE_BYTES];
        random.nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }

    private String policy(String nonce) {
        String loaded = "'nonce-" + nonce + "'";
        return "default-src 'none'; script-src " + loaded + "; style-src " + loaded + "; img-src 'self'; font-src 'self'; "
                + "connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
                + "require-trusted-types-for 'script'; trusted-types 'none'; form-action 'self' "
                + String.join(" ", forms.origins().get());
    }

    @Override
    public void setRequestAttributesEnabled(boolean enabled) {
        // Logs nothing.
    }

    @Override
    public boolean getRequestAttributesEnabled() {
        return false;
    }
}
