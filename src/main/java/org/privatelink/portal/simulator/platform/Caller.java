package org.privatelink.portal.simulator.platform;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Who asks, in which sandbox: found out by the {@link Gateway}.
 *
 * @param client id of the client that the token was issued to
 * @param user the person's subject; with a service token the same as the client
 * @param sandbox of {@code x-sandbox-name}; empty for Sandbox Management
 */
record Caller(String client, String user, String sandbox) {

    static Caller of(HttpServletRequest request) {
        return (Caller) request.getAttribute(Caller.class.getName());
    }

    void attachTo(HttpServletRequest request) {
        request.setAttribute(Caller.class.getName(), this);
    }
}
