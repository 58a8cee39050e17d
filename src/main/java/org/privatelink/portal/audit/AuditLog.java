package org.privatelink.portal.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Says each row on a line of its own to logger {@code org.privatelink.portal.audit.rows}, as JSON in ASCII, once it is
 * committed; and once a day and at the end how far the chain has come, so that a copy of that stands elsewhere.
 */
@Component
class AuditLog {

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class.getPackageName() + ".rows");
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private final LedgerRepository rows;
    private final AtomicReference<Head> last = new AtomicReference<>(Head.NONE);

    AuditLog(LedgerRepository rows) {
        this.rows = rows;
    }

    void tell(Link link) {
        last.accumulateAndGet(link.head(), (one, other) -> one.seq() > other.seq() ? one : other);
        if (log.isInfoEnabled()) {
            log.info(line(link));
        }
    }

    @Scheduled(cron = "0 0 0 * * *", zone = "UTC")
    void tellHead() {
        tell(rows.head());
    }

    /** The last that this portal wrote: at its end the database may be gone already. */
    @EventListener(ContextClosedEvent.class)
    void tellLast() {
        if (last.get().seq() > 0) {
            tell(last.get());
        }
    }

    private static void tell(Head head) {
        log.info("{\"anchor\":\"{}\"}", head);
    }

    static String line(Link link) {
        Entry entry = link.entry();
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("seq", link.seq());
        line.put("at", entry.at().toString());
        line.put("event", entry.event());
        line.put("result", entry.result().name());
        line.put("reason", entry.reason());
        line.put("personId", entry.who().id());
        line.put("personName", entry.who().name());
        line.put("roles", entry.who().roles());
        line.put("sandbox", entry.target().sandbox());
        line.put("targetId", entry.target().id());
        line.put("targetName", entry.target().name());
        line.put("way", entry.scene().way().name());
        line.put("correlation", entry.scene().correlation());
        line.put("address", entry.scene().address());
        line.put("actId", entry.actId());
        line.put("requestId", entry.requestId());
        line.put("message", entry.message());
        line.put("times", entry.times());
        line.put("hash", link.hash());
        line.values().removeIf(value -> value == null);
        return JSON.writeValueAsString(line);
    }
}
