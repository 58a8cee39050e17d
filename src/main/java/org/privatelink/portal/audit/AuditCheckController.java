package org.privatelink.portal.audit;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.SeeOther;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** Has the whole ledger checked, one check at a time, and what was found put on record. */
@Controller
class AuditCheckController {

    private final Verifier verifier;
    private final Ledger ledger;
    private final Clock clock;
    private final Semaphore one = new Semaphore(1);

    AuditCheckController(Verifier verifier, Ledger ledger, Clock clock) {
        this.verifier = verifier;
        this.ledger = ledger;
        this.clock = clock;
    }

    @PostMapping("/audit/check")
    RedirectView check(@RequestParam(defaultValue = "") String anchor, Person person, RedirectAttributes next) {
        Optional<Head> from = Head.parse(anchor);
        if (!anchor.isBlank() && from.isEmpty()) {
            Flash.negative("audit.check.anchor.unreadable").on(next);
        } else if (one.tryAcquire()) {
            try {
                tell(verifier.verify(from.orElse(null)), person).on(next);
            } finally {
                one.release();
            }
        } else {
            Flash.notice("audit.check.under-way").on(next);
        }
        return SeeOther.to(AuditPage.PATH);
    }

    private Flash tell(Verdict verdict, Person person) {
        Result result = verdict.isGood() ? Result.DONE : Result.FAILED;
        ledger.add(Entry.of(clock.instant(), Incident.LEDGER_CHECK.name(), result, Who.of(person), Target.NONE)
                .told(null, verdict.toString()));
        if (verdict.fault() == null) {
            return Flash.positive("audit.check.good", String.valueOf(verdict.seq()), String.valueOf(verdict.head()));
        }
        String where = verdict.actId() == null ? String.valueOf(verdict.seq()) : verdict.actId();
        return Flash.negative("audit.check.bad." + verdict.fault().key(), where);
    }
}
