package org.privatelink.portal.request;

import java.util.Map;
import java.util.regex.Pattern;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Legible;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.source.Source;
import org.springframework.stereotype.Component;

/** Holds a new endpoint to Azure's and our rules, before anything is sent. */
@Component
class RequestRules {

    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_TEXT = 200;
    private static final int SHORTEST_REASON = 10;
    private static final int LONGEST_REASON = 500;
    private static final int MOST_HOSTS = 20;
    private static final Pattern HOST =
            Pattern.compile("(?=.{4,253}$)([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\\.)+[A-Za-z]{2,63}");

    private final Texts texts;

    RequestRules(Texts texts) {
        this.texts = texts;
    }

    FormView check(RequestForm form, Source source) {
        FormView view = FormView.of(form.values());
        checkName(form, view);
        checkTarget(form, source, view);
        if (source.needsFqdns()) {
            checkHosts(form, view);
        }
        checkPurpose(form, view);
        return view;
    }

    private void checkName(RequestForm form, FormView view) {
        if (form.name().isEmpty()) {
            reject(view, "name", "required");
        } else if (form.name().length() > LONGEST_NAME) {
            reject(view, "name", "long", LONGEST_NAME);
        } else if (!Legible.isLine(form.name())) {
            reject(view, "name", "control");
        }
    }

    private void checkTarget(RequestForm form, Source source, FormView view) {
        if (!AzureResourceId.isSubscription(form.subscriptionId())) {
            reject(view, "subscriptionId", form.subscriptionId().isEmpty() ? "required" : "form");
        }
        if (!AzureResourceId.isResourceGroup(form.resourceGroupName())) {
            reject(view, "resourceGroupName", form.resourceGroupName().isEmpty() ? "required" : "form");
        }
        if (form.resourceName().isEmpty()) {
            reject(view, "resourceName", "required");
        } else if (!source.resourceType().allowsName(form.resourceName())) {
            view.reject("resourceName", texts.get(source.resourceType().ruleKey()));
        }
    }

    private void checkHosts(RequestForm form, FormView view) {
        if (form.hosts().isEmpty()) {
            reject(view, "fqdns", "required");
        } else if (form.hosts().size() > MOST_HOSTS) {
            reject(view, "fqdns", "many", MOST_HOSTS);
        } else if (form.hosts().stream().anyMatch(host -> host.contains("://"))) {
            reject(view, "fqdns", "scheme");
        } else if (!form.hosts().stream().allMatch(host -> HOST.matcher(host).matches())) {
            reject(view, "fqdns", "form");
        }
    }

    private void checkPurpose(RequestForm form, FormView view) {
        if (form.reason().length() < SHORTEST_REASON || form.reason().length() > LONGEST_REASON) {
            reject(view, "reason", "length", SHORTEST_REASON, LONGEST_REASON);
        } else if (!Legible.isText(form.reason())) {
            reject(view, "reason", "control");
        }
        checkLine(form.ticket(), "ticket", view);
        checkLine(form.owner(), "owner", view);
        if (form.owner().isEmpty()) {
            reject(view, "owner", "required");
        }
    }

    private void checkLine(String value, String field, FormView view) {
        if (value.length() > LONGEST_TEXT) {
            reject(view, field, "long", LONGEST_TEXT);
        } else if (!Legible.isLine(value)) {
            reject(view, field, "control");
        }
    }

    /** A refusal needs its reason, an approval the look at the target. */
    FormView checkDecision(RequestDecisionController.Decided decided, int version) {
        FormView view = FormView.of(Map.of(
                "decision", decided.decision(),
                "comment", decided.comment(),
                "matched", String.valueOf(decided.matched())));
        if (decided.version() != version) {
            view.reject("", texts.get("request.problem.changed"));
        }
        if (!decided.decision().equals("approve") && !decided.decision().equals("reject")) {
            reject(view, "decision", "required");
        }
        if (decided.comment().isEmpty() && decided.decision().equals("reject")) {
            reject(view, "comment", "required");
        } else if (decided.comment().length() > LONGEST_REASON) {
            reject(view, "comment", "long", LONGEST_REASON);
        } else if (!Legible.isText(decided.comment())) {
            reject(view, "comment", "control");
        }
        if (decided.isApproval() && !decided.matched()) {
            reject(view, "matched", "required");
        }
        return view;
    }

    private void reject(FormView view, String field, String rule, Object... arguments) {
        view.reject(field, texts.get("request.problem." + field + "." + rule, arguments));
    }
}
