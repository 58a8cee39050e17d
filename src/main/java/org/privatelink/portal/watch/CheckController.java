package org.privatelink.portal.watch;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Flash;
import org.privatelink.portal.page.LocalPath;
import org.privatelink.portal.page.SeeOther;
import org.privatelink.portal.page.Texts;
import org.privatelink.portal.sandbox.Sandbox;
import org.privatelink.portal.watch.RoundRepository.Round;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.view.RedirectView;

/** Looking now instead of waiting. Everybody may: it changes nothing at Adobe. */
@Controller
class CheckController {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'", Locale.ENGLISH);

    private final Watcher watcher;
    private final RoundRepository rounds;
    private final Texts texts;

    CheckController(Watcher watcher, RoundRepository rounds, Texts texts) {
        this.watcher = watcher;
        this.rounds = rounds;
        this.texts = texts;
    }

    @PostMapping("/s/{sandbox}/check")
    RedirectView check(
            Sandbox sandbox, @RequestParam(name = "return", defaultValue = "/") String back, RedirectAttributes next) {
        Watcher.Look look = watcher.lookNow(sandbox.name());
        flash(look, rounds.find(sandbox.name()).orElseThrow()).on(next);
        return SeeOther.to(LocalPath.orHome(back));
    }

    private Flash flash(Watcher.Look look, Round round) {
        return switch (look) {
            case LOOKED -> Flash.positive("watch.check.done", time(round.checkedAt()));
            case FAILED -> Flash.negative(
                    "watch.check.failed", texts.get(Objects.requireNonNullElse(round.failing(), "page.failure.500.title")));
            case TOO_SOON -> Flash.notice("watch.check.soon", time(round.lookedAt()));
            case UNDER_WAY -> Flash.notice("watch.check.under-way");
            case QUIET -> Flash.notice("watch.check.quiet", time(round.quietUntil()));
        };
    }

    private static String time(@Nullable Instant moment) {
        return moment == null ? "–" : TIME.format(moment.atOffset(ZoneOffset.UTC));
    }
}
