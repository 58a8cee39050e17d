package org.privatelink.portal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ActiveProfiles;

/** The whole portal with its simulator, each on a free port, over real HTTP, with nothing kept afterwards. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ActiveProfiles("demo")
@SpringBootTest(
        classes = PortalApplication.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "simulator.port=0",
            "simulator.data=",
            "simulator.authoring-delay=1s",
            "simulator.state-lag=0s",
            "spring.datasource.url=jdbc:h2:mem:portal-${random.uuid};DB_CLOSE_DELAY=-1",
            "portal.platform.answer-timeout=2s",
            "portal.platform.deadline=3s",
            "portal.platform.slow-deadline=2s",
            "portal.platform.retry.first-wait=20ms",
            "portal.platform.retry.max-wait=1s",
            // Tests spoil calls on purpose; those about leaving Platform in peace set it.
            "portal.platform.circuit.fewest=100000",
            "portal.azure.rest-after=100000",
            "simulator.azure-operation-time=300ms",
            "portal.azure.answer-timeout=2s",
            "portal.azure.deadline=4s",
            "portal.azure.longest-poll=1s",
            "portal.activity.look-every=300ms",
            "portal.activity.give-up-after=3s",
            // Tests about refusals follow tests that are refused hundreds of times.
            "portal.audit.most-of-a-person=10000",
            "portal.audit.most-of-strangers=10000",
            "portal.notice.look-every=300ms",
            "portal.request.look-every=300ms",
            "portal.request.try-again-after=2s",
            "portal.shutdown.drain=0s",
            // Tests are quicker than people.
            "portal.limit.strangers=100000",
            "portal.limit.changes=100000",
            "portal.limit.checks=100000",
            "portal.limit.costly=100000",
            "portal.limit.calls=100000",
            "portal.limit.writes=100000",
            // Each look at a list reads it anew.
            "portal.connection.fresh=0s",
            "portal.connection.patience=10s",
            "portal.connection.share=100",
            // Tests that count calls or spoil them would meet the watcher's; those about it make it look.
            "portal.watch.enabled=false",
            "portal.watch.tick=100ms",
            // Each page that shows what the watcher saw has it look first, and waits for it.
            "portal.watch.check-now-pause=0s",
            "portal.watch.patience=10s",
            "portal.watch.often=500ms",
            "portal.watch.seldom=2s"
        })
public @interface PortalTest {}
