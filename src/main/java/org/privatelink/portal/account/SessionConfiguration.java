package org.privatelink.portal.account;

import javax.sql.DataSource;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;

@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    private static final String MERGE =
            """
            MERGE INTO %TABLE_NAME%_ATTRIBUTES (SESSION_PRIMARY_ID, ATTRIBUTE_NAME, ATTRIBUTE_BYTES)
            KEY (SESSION_PRIMARY_ID, ATTRIBUTE_NAME) VALUES (?, ?, ?)
            """;

    /** The one place that tells how long; Spring Boot's own settings for it are not heeded. */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> sessionsRestNoLonger(AccountProperties properties) {
        return sessions -> sessions.setDefaultMaxInactiveInterval(properties.session().idle());
    }

    /** Two requests of a session may add the same attribute at a time, as a double click does: the later one stays. */
    @Bean
    @DependsOnDatabaseInitialization
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> attributesMayComeTwice(DataSource database)
            throws MetaDataAccessException {
        String product = JdbcUtils.extractDatabaseMetaData(database, metadata -> metadata.getDatabaseProductName());
        return DatabaseDriver.fromProductName(product) == DatabaseDriver.POSTGRESQL
                ? new PostgreSqlJdbcIndexedSessionRepositoryCustomizer()
                : sessions -> sessions.setCreateSessionAttributeQuery(MERGE);
    }
}
