package org.privatelink.portal;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.filter.ThresholdFilter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.LoggerFactory;

/**
 * Looks at every log event as it comes: message, context, thread, and the throwable with its causes. All is logged at
 * DEBUG and what deals with requests at TRACE, but for what is pinned by its own name; the console stays as it was.
 */
final class LogWatch extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final List<String> CLOSELY = List.of(
            "org.privatelink", "org.springframework.web", "org.springframework.http", "org.springframework.security",
            "org.springframework.jdbc", "org.springframework.session", "org.springframework.core.codec", "reactor.netty", "io.netty",
            "com.zaxxer.hikari", "tools.jackson", "org.apache.coyote", "org.apache.catalina", "org.apache.tomcat");

    /** The client with which tests tell the simulator what to do. */
    private static final String OURS = "org.apache.hc.";

    private final Predicate<String> forbidden;
    private final Collection<String> found = new ConcurrentLinkedQueue<>();
    private final AtomicLong seen = new AtomicLong();
    private final Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ThresholdFilter usual = new ThresholdFilter();
    private Level before = Level.INFO;

    private LogWatch(Predicate<String> forbidden) {
        this.forbidden = forbidden;
    }

    static LogWatch over(Predicate<String> forbidden) {
        LogWatch watch = new LogWatch(forbidden);
        watch.setContext(watch.root.getLoggerContext());
        watch.usual.setLevel("INFO");
        watch.usual.start();
        watch.root.iteratorForAppenders().forEachRemaining(each -> each.addFilter(watch.usual));
        watch.start();
        watch.root.addAppender(watch);
        watch.before = watch.root.getLevel();
        watch.root.setLevel(Level.DEBUG);
        CLOSELY.forEach(name -> logger(name).setLevel(Level.TRACE));
        return watch;
    }

    /** What was logged and should not have been. */
    Collection<String> found() {
        return found;
    }

    long seen() {
        return seen.get();
    }

    void end() {
        CLOSELY.forEach(name -> logger(name).setLevel(null));
        root.setLevel(before);
        root.detachAppender(this);
        root.iteratorForAppenders().forEachRemaining(each -> {
            var others = each.getCopyOfAttachedFiltersList().stream().filter(filter -> filter != usual).toList();
            each.clearAllFilters();
            others.forEach(each::addFilter);
        });
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (event.getLoggerName().startsWith(OURS)) {
            return;
        }
        seen.incrementAndGet();
        String told = event.getFormattedMessage() + " " + event.getMDCPropertyMap() + event.getKeyValuePairs() + event.getThreadName()
                + (event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy()));
        if (forbidden.test(told)) {
            found.add(event.getLevel() + " " + event.getLoggerName() + ": " + told.substring(0, Math.min(400, told.length())));
        }
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }
}
