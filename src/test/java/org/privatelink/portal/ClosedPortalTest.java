package org.privatelink.portal;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.test.context.TestPropertySource;

/** The portal behind a proxy, in which everybody's groups open {@code prod}, and nobody's {@code dev}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@PortalTest
@TestPropertySource(
        properties = {
            "portal.account.sandboxes.data-engineers=prod",
            "portal.account.sandboxes.platform-admins=prod,nowhere",
            "portal.account.sandboxes.support-staff=prod,staging-new",
            "portal.edge.proxies=127.0.0.1",
            "portal.edge.names=127.0.0.1,portal.example.com"
        })
public @interface ClosedPortalTest {}
