package org.privatelink.portal;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/** The databases that the portal runs on, each started once and migrated as in earnest. */
public enum TestDatabases {
    H2 {
        @Override
        String start() {
            return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
        }
    },
    /** In a container where a Docker engine answers, else from the binaries that Maven Central carries. */
    POSTGRESQL {
        @Override
        String start() {
            return DockerClientFactory.instance().isDockerAvailable() ? container() : binaries();
        }
    };

    private HikariDataSource source;

    abstract String start();

    /** Shared by all tests of a run: use names of your own. */
    public synchronized DataSource dataSource() {
        if (source == null) {
            source = open(start());
            Flyway.configure().dataSource(source).locations("classpath:db/migration").load().migrate();
        }
        return source;
    }

    /** Address of a database beside it that nobody else uses and nothing has been migrated to. */
    public String emptyDatabase() {
        String name = "d" + UUID.randomUUID().toString().replace("-", "");
        String shared = ((HikariDataSource) dataSource()).getJdbcUrl();
        if (this == H2) {
            return "jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1";
        }
        JdbcClient.create(dataSource()).sql("create database " + name).update();
        return shared.replaceFirst("(//[^/]+/)[^?]+", "$1" + name);
    }

    private static HikariDataSource open(String url) {
        HikariDataSource source = new HikariDataSource();
        source.setJdbcUrl(url);
        source.setMaximumPoolSize(8);
        return source;
    }

    @SuppressWarnings("resource") // ends with the run
    private static String container() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:17-alpine");
        container.start();
        return container.getJdbcUrl() + "&user=" + container.getUsername() + "&password=" + container.getPassword();
    }

    private static String binaries() {
        try {
            return EmbeddedPostgres.start().getJdbcUrl("postgres", "postgres");
        } catch (IOException unstartable) {
            throw new UncheckedIOException(unstartable);
        }
    }
}
