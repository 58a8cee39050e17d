package org.privatelink.portal.page;

import java.util.Locale;
import java.util.Map;
import org.privatelink.portal.edge.PlainAnswer;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/** The error page of what never comes to a controller, nor to anything that knows who is there. */
@Component
@Order(Ordered.LOWEST_PRECEDENCE)
class RefusedPage implements PlainAnswer {

    private final ITemplateEngine templates;
    private final ResourceUrlProvider assets;

    RefusedPage(ITemplateEngine templates, ResourceUrlProvider assets) {
        this.templates = templates;
        this.assets = assets;
    }

    @Override
    public boolean isFor(String path) {
        return true;
    }

    @Override
    public String contentType() {
        return MediaType.TEXT_HTML_VALUE + ";charset=UTF-8";
    }

    @Override
    public String of(int status, String nonce) {
        return templates.process(
                "page/refused",
                new Context(Locale.ENGLISH, Map.of(
                        "failure", Failure.of(status),
                        "stylesheet", asset("/assets/portal.css"),
                        "icon", asset("/assets/icon/mark.svg"),
                        "nonce", nonce)));
    }

    private String asset(String path) {
        String hashed = assets.getForLookupPath(path);
        return hashed == null ? path : hashed;
    }
}
