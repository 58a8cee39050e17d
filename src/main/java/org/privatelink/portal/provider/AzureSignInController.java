package org.privatelink.portal.provider;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.LocalPath;
import org.privatelink.portal.page.SeeOther;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** Where a sign-in to Azure ends, well or not: it leads back to the page from which it began. */
@Controller
class AzureSignInController {

    private final AzureSignIn azure;

    AzureSignInController(AzureSignIn azure) {
        this.azure = azure;
    }

    @GetMapping("/authorized/azure")
    RedirectView back(
            @RequestParam(required = false) @Nullable String error,
            HttpServletRequest request,
            HttpSession session,
            RedirectAttributes next) {
        if ("access_denied".equals(error)) {
            Flash.notice("provider.azure.denied").on(next);
        } else if (error != null || azure.token(request).isEmpty()) {
            Flash.negative("provider.azure.failed").on(next);
        }
        Object back = session.getAttribute(OneProvider.RETURN);
        session.removeAttribute(OneProvider.RETURN);
        return SeeOther.to(LocalPath.orHome(String.valueOf(back)));
    }
}
