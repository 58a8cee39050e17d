package org.privatelink.portal.audit;

import java.util.Arrays;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checks the ledger from a command line, beside a running portal: {@code java -jar … --portal.audit.verify}. Only the
 * database is opened. An anchor from elsewhere is given as {@code --portal.audit.anchor=number:hash}.
 */
public final class VerifyCommand {

    private static final Logger log = LoggerFactory.getLogger(VerifyCommand.class);
    private static final String ASKED = "--portal.audit.verify";
    private static final String ANCHOR = "--portal.audit.anchor=";

    private VerifyCommand() {}

    public static boolean isAsked(String... arguments) {
        return Arrays.asList(arguments).contains(ASKED);
    }

    /** @return 0 when all is as it was written; 1 when not; 2 when that cannot be told */
    public static int run(String... arguments) {
        Optional<String> given = Arrays.stream(arguments)
                .filter(each -> each.startsWith(ANCHOR))
                .map(each -> each.substring(ANCHOR.length()))
                .findFirst();
        Optional<Head> anchor = given.flatMap(Head::parse);
        if (given.isPresent() && anchor.isEmpty()) {
            log.error("An anchor is a number, a colon and a hash of 64 hexadecimal digits");
            return 2;
        }
        SpringApplication database = new SpringApplication(Parts.class);
        database.setWebApplicationType(WebApplicationType.NONE);
        // Nothing of the portal starts with it: neither its simulator nor its check for settings that this does not need.
        database.setListeners(database.getListeners().stream()
                .filter(each -> !each.getClass().getName().startsWith("org.privatelink."))
                .toList());
        try (var opened = database.run(arguments)) {
            JdbcClient jdbc = JdbcClient.create(opened.getBean(DataSource.class));
            return tell(new Verifier(new LedgerRepository(jdbc), new ActDigests(jdbc), jdbc).verify(anchor.orElse(null)));
        } catch (RuntimeException unopened) {
            log.error("The ledger cannot be read", unopened);
            return 2;
        }
    }

    private static int tell(Verdict verdict) {
        if (verdict.isGood()) {
            log.info("{}", verdict);
            return 0;
        }
        log.error("{}", verdict);
        return 1;
    }

    @ImportAutoConfiguration(DataSourceAutoConfiguration.class)
    static final class Parts {}
}
