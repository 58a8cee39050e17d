package org.privatelink.portal.api;

import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestHeader;

/** What a caller knows a handler's parameter by. */
final class Names {

    private Names() {}

    static String sent(MethodParameter parameter) {
        RequestHeader header = parameter.getParameterAnnotation(RequestHeader.class);
        return header == null ? String.valueOf(parameter.getParameterName()) : header.value();
    }
}
