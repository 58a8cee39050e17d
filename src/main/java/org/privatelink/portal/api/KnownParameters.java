package org.privatelink.portal.api;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.privatelink.portal.api.Problem.FieldError;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/** A parameter that is none of the call's is refused: a filter with a typing error would else mean everything. */
class KnownParameters implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        if (handler instanceof HandlerMethod method && method.getBeanType().getPackage() == KnownParameters.class.getPackage()) {
            Set<String> known = Arrays.stream(method.getMethodParameters())
                    .filter(parameter -> parameter.hasParameterAnnotation(RequestParam.class))
                    .map(KnownParameters::name)
                    .collect(Collectors.toSet());
            FieldError[] unknown = request.getParameterMap().keySet().stream()
                    .filter(name -> !known.contains(name))
                    .map(name -> new FieldError(name, null, "api.field.parameter"))
                    .toArray(FieldError[]::new);
            if (unknown.length > 0) {
                throw new Refusal(ProblemKind.BAD_REQUEST, unknown);
            }
        }
        return true;
    }

    private static String name(MethodParameter parameter) {
        return parameter.getParameter().getName();
    }
}
