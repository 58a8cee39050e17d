package org.privatelink.portal.database;

import com.zaxxer.hikari.HikariDataSource;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.TaskDecorator;

@Configuration(proxyBeanMethods = false)
class DatabaseConfiguration {

    /** Without the pool's limits of time: a migration may take longer than a page. */
    @Bean
    FlywayConfigurationCustomizer connectionOfItsOwn(HikariDataSource pool) {
        return flyway -> flyway.dataSource(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
    }

    /** What rooms do beside a request and nobody waits for. */
    @Bean
    TaskDecorator tellingDatabaseFaults(DatabaseFaults faults) {
        return task -> () -> {
            try {
                task.run();
            } catch (RuntimeException thrown) {
                if (!faults.tell(thrown)) {
                    throw thrown;
                }
            }
        };
    }
}
