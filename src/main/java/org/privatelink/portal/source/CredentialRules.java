package org.privatelink.portal.source;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.source.Finding.Weight;
import org.springframework.stereotype.Component;

/** Holds typed credentials to the rules of their fields, before anything is sent. */
@Component
public class CredentialRules {

    private final Texts texts;
    private final Clock clock;

    CredentialRules(Texts texts, Clock clock) {
        this.texts = texts;
        this.clock = clock;
    }

    public FormView check(CredentialForm form) {
        return check(form, form.view(), field -> true);
    }

    /** Checks some of the fields and adds what is wrong to a view. */
    public FormView check(CredentialForm form, FormView view, Predicate<ConnectionField> which) {
        if (!form.isKindKnown()) {
            view.reject("", texts.get("source.problem.kind"));
        }
        form.fields().stream().filter(which).forEach(field -> check(field, form, view));
        return view;
    }

    private void check(ConnectionField field, CredentialForm form, FormView view) {
        String value = form.value(field);
        if (value.isEmpty()) {
            if (!field.optional()) {
                view.reject(field.name(), texts.get("source.problem.required", label(field)));
            }
        } else if (!field.choices().isEmpty() && !field.choices().contains(value)) {
            view.reject(field.name(), choose(field, value));
        } else {
            findings(field, form)
                    .filter(finding -> finding.weight() == Weight.WRONG)
                    .forEach(finding -> view.reject(
                            finding.field() == null ? field.name() : finding.field(), text("source.problem.", finding, field)));
        }
    }

    /** What to look at before these credentials are used; nothing in it keeps them from being used. */
    public List<Warning> warnings(CredentialForm form, Predicate<ConnectionField> which) {
        List<Warning> warnings = new ArrayList<>();
        form.fields().stream().filter(which).filter(field -> !form.value(field).isEmpty()).forEach(field ->
                findings(field, form)
                        .filter(finding -> finding.weight() != Weight.WRONG)
                        .map(finding -> warning(finding, field))
                        .forEach(warnings::add));
        return warnings;
    }

    private Warning warning(Finding finding, ConnectionField field) {
        return new Warning(finding.rule(), text("source.warning.", finding, field), finding.weight() == Weight.WARNING);
    }

    private Stream<Finding> findings(ConnectionField field, CredentialForm form) {
        return field.check().check(form.value(field), form, clock.instant()).stream();
    }

    /** Only letter case, spaces and signs are different: the right spelling is told, and never put in its place. */
    private String choose(ConnectionField field, String value) {
        return field.choices().stream()
                .filter(choice -> Names.areAlike(choice, value))
                .findFirst()
                .map(choice -> texts.get("source.problem.spelling", label(field), choice))
                .orElseGet(() -> texts.get("source.problem.choice", label(field), String.join(", ", field.choices())));
    }

    private String text(String family, Finding finding, ConnectionField field) {
        return texts.get(
                family + finding.rule(),
                Stream.concat(Stream.of(label(field)), finding.arguments().stream()).toArray());
    }

    private String label(ConnectionField field) {
        return texts.getOr("source.field." + field.name(), field.title() == null ? field.name() : field.title());
    }
}
