package org.privatelink.portal.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;

/** Hands a controller the sandbox that its path names, and only one that is there. */
@Component
class SandboxArgumentResolver implements HandlerMethodArgumentResolver {

    private final Sandboxes sandboxes;

    SandboxArgumentResolver(Sandboxes sandboxes) {
        this.sandboxes = sandboxes;
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
        return sandboxes.find(String.valueOf(name)).orElseThrow(NoSuchSandbox::new);
    }
}
