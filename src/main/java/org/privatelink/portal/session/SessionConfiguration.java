package org.privatelink.portal.session;

import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.PropertyMapper;
import org.springframework.boot.jdbc.DatabaseDriver;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.boot.web.server.Cookie;
import org.springframework.boot.web.server.Cookie.SameSite;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.session.jdbc.PostgreSqlJdbcIndexedSessionRepositoryCustomizer;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

@Configuration(proxyBeanMethods = false)
class SessionConfiguration {

    private static final Duration TO_SIGN_IN = Duration.ofMinutes(10);

    private static final String MERGE =
            """
            MERGE INTO %TABLE_NAME%_ATTRIBUTES (SESSION_PRIMARY_ID, ATTRIBUTE_NAME, ATTRIBUTE_BYTES)
            KEY (SESSION_PRIMARY_ID, ATTRIBUTE_NAME) VALUES (?, ?, ?)
            """;

    /** By the settings of the server's own cookie, which it stands for. */
    @Bean
    SessionIds sessionIds(ServerProperties server) {
        Cookie settings = server.getServlet().getSession().getCookie();
        SessionIds ids = new SessionIds();
        PropertyMapper map = PropertyMapper.get();
        map.from(settings::getName).to(ids::setCookieName);
        map.from(settings::getSecure).to(ids::setUseSecureCookie);
        map.from(settings::getHttpOnly).to(ids::setUseHttpOnlyCookie);
        map.from(settings::getSameSite).as(SameSite::attributeValue).to(ids::setSameSite);
        ids.setCookiePath("/");
        return ids;
    }

    /** Time to sign in. Who has signed in has as long as is set; Spring Boot's own settings for it are not heeded. */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> strangersSessionsAreShort() {
        return sessions -> sessions.setDefaultMaxInactiveInterval(TO_SIGN_IN);
    }

    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> newIdsStay() {
        return sessions -> sessions.setUpdateSessionQuery(SessionIds.UPDATE);
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

    /** Apart: the sessions are needed before the forms. */
    @Configuration(proxyBeanMethods = false)
    static class Forms implements WebMvcConfigurer {

        private final Drafts drafts;

        Forms(Drafts drafts) {
            this.drafts = drafts;
        }

        @Override
        public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
            resolvers.add(drafts);
        }
    }
}
