package org.privatelink.portal.page;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.view.RedirectView;
import org.springframework.web.util.UriComponentsBuilder;

/** The answer to a form that was accepted: 303 to the page that shows the result. */
public final class SeeOther {

    private SeeOther() {}

    /** The path is a template; each value is encoded as a whole. */
    public static RedirectView to(String path, Object... values) {
        String target = values.length == 0
                ? path
                : UriComponentsBuilder.fromPath(path).encode().buildAndExpand(values).toUriString();
        RedirectView view = new RedirectView(target, true, false, false);
        view.setExpandUriTemplateVariables(false);
        view.setStatusCode(HttpStatus.SEE_OTHER);
        return view;
    }
}
