package org.privatelink.portal.watch;

import org.privatelink.portal.database.DatabaseFaults;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

@Configuration(proxyBeanMethods = false)
class WatchConfiguration {

    static final String SCHEDULER = "watchScheduler";

    /** Apart from the common one, on whose thread other rooms may wait for Platform or a mail server. */
    @Bean(name = SCHEDULER, defaultCandidate = false)
    ThreadPoolTaskScheduler watchScheduler(DatabaseFaults faults) {
        var scheduler = new ThreadPoolTaskScheduler();
        scheduler.setPoolSize(2);
        scheduler.setThreadNamePrefix("watch-tick-");
        scheduler.setDaemon(true);
        scheduler.setErrorHandler(faults);
        return scheduler;
    }
}
