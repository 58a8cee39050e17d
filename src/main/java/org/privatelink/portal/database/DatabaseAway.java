package org.privatelink.portal.database;

import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.NestedExceptionUtils;

/** Says without a stack trace that the database did not answer at the start. */
class DatabaseAway extends AbstractFailureAnalyzer<FlywayException> {

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable root, FlywayException failed) {
        return DatabaseFault.of(failed)
                .map(fault -> new FailureAnalysis(
                        "The portal's database " + fault.words() + ": "
                                + NestedExceptionUtils.getMostSpecificCause(failed).getMessage(),
                        "Check spring.datasource.url, .username and .password, and whether the database runs. How long"
                                + " the portal waits for it: spring.flyway.connect-retries.",
                        failed))
                .orElse(null);
    }
}
