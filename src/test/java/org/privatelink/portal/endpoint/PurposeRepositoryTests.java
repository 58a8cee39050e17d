package org.privatelink.portal.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.privatelink.portal.TestDatabases;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;

@ParameterizedClass
@EnumSource(TestDatabases.class)
class PurposeRepositoryTests {

    private final JdbcClient jdbc;
    private final PurposeRepository purposes;

    PurposeRepositoryTests(TestDatabases database) {
        jdbc = JdbcClient.create(database.dataSource());
        purposes = new PurposeRepository(jdbc);
    }

    @Test
    void aPurposeIsKeptWithItsActivity() {
        String id = activity();
        Purpose purpose = new Purpose("Arrivals, \"nightly\"\nü", "HARBOUR-7", "harbour master");
        purposes.add(id, purpose);
        assertThat(purposes.find(id)).contains(purpose);
    }

    @Test
    void aTicketMayBeMissing() {
        String id = activity();
        purposes.add(id, new Purpose("Arrivals", null, "harbour master"));
        assertThat(purposes.find(id)).contains(new Purpose("Arrivals", null, "harbour master"));
    }

    @Test
    void withoutAnActivityThereIsNone() {
        assertThat(purposes.find("none")).isEmpty();
        assertThatThrownBy(() -> purposes.add("none", new Purpose("Arrivals", null, "harbour master")))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private String activity() {
        String id = UUID.randomUUID().toString();
        jdbc.sql("insert into activity values (:id, :id, 'ENDPOINT_CREATE', 'dev-2', null, 'Harbour', '{}', 'p', 'Joe', :now)")
                .param("id", id)
                .param("now", Instant.parse("2026-11-02T10:00:00Z").atOffset(ZoneOffset.UTC))
                .update();
        return id;
    }
}
