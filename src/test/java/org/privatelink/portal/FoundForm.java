package org.privatelink.portal;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * A form with fields that take text, as a page showed it to somebody. The fields are found, not listed: one that is new is
 * in it by itself.
 *
 * @param given what stands in it and is not typed, and the button that is pressed
 * @param texts names of the fields that take text
 */
record FoundForm(Wire person, String method, String action, Map<String, String> given, List<String> texts) {

    /** Those of a page's main part, once for each of their buttons. */
    static List<FoundForm> on(Document page, Wire person) {
        List<FoundForm> found = new ArrayList<>();
        for (Element form : page.select("main form")) {
            List<String> texts = form.select("input:not([type=hidden], [type=checkbox], [type=radio]), textarea").eachAttr("name");
            if (!texts.isEmpty()) {
                for (Element button : form.select("button:not([tabindex=-1])")) {
                    found.add(new FoundForm(person, form.attr("method"), form.attr("action"), given(form, button), texts));
                }
            }
        }
        return found;
    }

    private static Map<String, String> given(Element form, Element button) {
        Map<String, String> given = new LinkedHashMap<>();
        form.select("input[type=hidden]").forEach(each -> given.put(each.attr("name"), each.val()));
        for (Element select : form.select("select")) {
            Element chosen = select.selectFirst("option[selected]");
            given.put(select.attr("name"), (chosen == null ? select.selectFirst("option") : chosen).val());
        }
        if (button.hasAttr("name")) {
            given.put(button.attr("name"), button.val());
        }
        return given;
    }

    /** The same for the same form about another thing. */
    String likeness() {
        return method + " " + action.replaceAll("/(?=[^/]*\\d)[\\w-]{8,}", "/…") + " " + texts + " " + given.get("step");
    }

    HttpResponse<String> send(Map<String, String> typed) {
        Map<String, String> all = new LinkedHashMap<>(given);
        all.putAll(typed);
        all.computeIfPresent("submission", (name, once) -> UUID.randomUUID().toString());
        return method.equals("post")
                ? person.post(action, all)
                : person.get(action + "?" + Wire.encoded(all.entrySet().stream()));
    }
}
