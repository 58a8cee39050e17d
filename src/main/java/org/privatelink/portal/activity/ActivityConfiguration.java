package org.privatelink.portal.activity;

import java.util.Arrays;
import org.privatelink.portal.audit.Deeds;
import org.privatelink.portal.database.DatabaseFaults;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

@Configuration(proxyBeanMethods = false)
@EnableScheduling
class ActivityConfiguration {

    @Bean
    Deeds deedsOfPeople() {
        return new Deeds(Arrays.stream(Act.values()).map(Enum::name).toList());
    }

    /** Jobs of all rooms, each on a thread of its own: one that waits for Platform holds up no other. */
    @Bean
    ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder, DatabaseFaults faults) {
        ThreadPoolTaskScheduler scheduler = builder.poolSize(8).threadNamePrefix("job-").build();
        scheduler.setDaemon(true);
        scheduler.setErrorHandler(faults);
        return scheduler;
    }
}
