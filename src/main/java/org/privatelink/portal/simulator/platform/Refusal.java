package org.privatelink.portal.simulator.platform;

import java.util.LinkedHashMap;
import java.util.Map;

/** An answer other than success, in one of the three envelopes that Adobe's services use. */
class Refusal extends RuntimeException {

    private final int status;
    private final transient Map<String, Object> body;

    private Refusal(int status, Map<String, Object> body, String message) {
        super(message, null, false, false);
        this.status = status;
        this.body = body;
    }

    /** The gateway's: {@code error_code} and {@code message}. */
    static Refusal byGateway(int status, String code, String message) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error_code", code);
        body.put("message", message);
        return new Refusal(status, body, message);
    }

    /** The RFC 7807-like one. */
    static Refusal problem(int status, String detail) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "/placeholder/type/uri");
        body.put("status", status);
        body.put("title", title(status));
        body.put("detail", detail);
        return new Refusal(status, body, detail);
    }

    /**
     * The one of the error catalogue.
     *
     * @param code number and status, as {@code 1418-400}
     */
    static Refusal catalogue(String code, String title, String message) {
        return catalogue("FLOW", code, title, message);
    }

    /** Adobe's guides list code, title and message but never show the JSON around them: this shape is made up. */
    static Refusal catalogue(String service, String code, String title, String message) {
        int status = Integer.parseInt(code.substring(code.indexOf('-') + 1));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "http://ns.adobe.com/aep/errors/" + service + "-" + code);
        body.put("title", title);
        body.put("status", status);
        body.put("errorCode", code);
        body.put("message", message);
        return new Refusal(status, body, message);
    }

    static Refusal noSuch(String what, String id) {
        return catalogue("1101-404", "Not found", "No " + what + " has the id " + id);
    }

    private static String title(int status) {
        return switch (status) {
            case 404 -> "NotFoundError";
            case 405 -> "MethodNotAllowedError";
            default -> "BadRequestError";
        };
    }

    int status() {
        return status;
    }

    Map<String, Object> body() {
        return body;
    }
}
