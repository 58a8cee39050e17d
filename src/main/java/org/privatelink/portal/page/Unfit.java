package org.privatelink.portal.page;

import java.util.List;

/** What somebody sent without a page breaks rules; told field by field, in the words of the pages. */
public class Unfit extends RuntimeException {

    private final transient List<FormView.FieldMessage> problems;

    public Unfit(List<FormView.FieldMessage> problems) {
        super("unfit");
        this.problems = List.copyOf(problems);
    }

    public static void check(FormView view) {
        if (view.hasErrors()) {
            throw new Unfit(view.errors());
        }
    }

    public List<FormView.FieldMessage> problems() {
        return problems;
    }
}
