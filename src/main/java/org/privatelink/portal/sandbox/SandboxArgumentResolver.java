package org.privatelink.portal.sandbox;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.CurrentPerson;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Hands a controller the sandbox that its path names, and only one that is there and open to the person. */
@Component
class SandboxArgumentResolver implements HandlerMethodArgumentResolver {

    private final Sandboxes sandboxes;
    private final CurrentPerson current;
    private final SandboxRights rights;

    SandboxArgumentResolver(Sandboxes sandboxes, CurrentPerson current, SandboxRights rights) {
        this.sandboxes = sandboxes;
        this.current = current;
        this.rights = rights;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Sandbox.class;
    }

    @Override
    public Sandbox resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory) {
        Object path = request.getAttribute(
                HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
        Object name = path instanceof Map<?, ?> variables ? variables.get("sandbox") : null;
        Sandbox sandbox = current.get()
                .flatMap(person -> sandboxes.find(String.valueOf(name), person))
                .orElseThrow(NoSuchSandbox::new);
        rights.check(sandbox, parameter.hasMethodAnnotation(WhileSilent.class) || isLooking(request));
        return sandbox;
    }

    private static boolean isLooking(NativeWebRequest request) {
        HttpServletRequest http = request.getNativeRequest(HttpServletRequest.class);
        return http != null && Set.of("GET", "HEAD").contains(http.getMethod());
    }
}
