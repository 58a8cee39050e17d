package org.privatelink.portal.simulator.azure;

import jakarta.servlet.http.HttpServletRequest;
import org.privatelink.portal.simulator.identity.EntraToken;

/** Who asks: found out by the {@link ArmGate}. */
record ArmCaller(String upn, String objectId, Rights rights) {

    static ArmCaller of(EntraToken token) {
        return new ArmCaller(token.upn(), token.objectId(), Rights.of(token.roles()));
    }

    static ArmCaller of(HttpServletRequest request) {
        return (ArmCaller) request.getAttribute(ArmCaller.class.getName());
    }

    void attachTo(HttpServletRequest request) {
        request.setAttribute(ArmCaller.class.getName(), this);
    }

    void mustHave(Rights wanted, String action, String scope) {
        if (!rights.include(wanted)) {
            throw new ArmRefusal(
                    403,
                    "AuthorizationFailed",
                    "The client '%s' with object id '%s' does not have authorization to perform action '%s' over scope '%s' or the scope is invalid. If access was recently granted, please refresh your credentials."
                            .formatted(upn, objectId, action, scope));
        }
    }
}
