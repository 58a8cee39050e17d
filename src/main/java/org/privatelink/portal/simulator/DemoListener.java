package org.privatelink.portal.simulator;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationFailedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;
import org.springframework.security.crypto.keygen.KeyGenerators;

/**
 * In profile {@code demo}, starts the simulator before the portal and ends it with the portal. What the portal's
 * environment says about {@code simulator.*} reaches the simulator, {@code simulator.port} is its port.
 * The portal learns where it listens from the property {@code simulator.url}, and finds a key for its database in
 * {@code simulator.token-key}.
 */
class DemoListener implements ApplicationListener<ApplicationEvent> {

    private static final Logger log = LoggerFactory.getLogger(DemoListener.class);

    private @Nullable ConfigurableApplicationContext simulator;

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        if (event instanceof ApplicationEnvironmentPreparedEvent prepared
                && prepared.getEnvironment().acceptsProfiles(Profiles.of("demo & !simulator"))) {
            start(prepared.getEnvironment());
        } else if (event instanceof ApplicationPreparedEvent prepared && simulator != null) {
            prepared.getApplicationContext().addApplicationListener(closed -> {
                if (closed instanceof ContextClosedEvent) {
                    stop();
                }
            });
        } else if (event instanceof ApplicationReadyEvent ready && simulator != null) {
            welcome(ready.getApplicationContext().getEnvironment());
        } else if (event instanceof ApplicationFailedEvent) {
            stop();
        }
    }

    private void start(ConfigurableEnvironment portal) {
        // Its source stands in application-simulator.yml; named here too it would be registered twice.
        simulator =
                new SpringApplicationBuilder().web(WebApplicationType.SERVLET).run(arguments(portal));
        String port = simulator.getEnvironment().getRequiredProperty("local.server.port");
        portal.getPropertySources()
                .addFirst(new MapPropertySource(
                        "simulator",
                        Map.of(
                                "simulator.url", "http://localhost:" + port,
                                "simulator.token-key", tokenKey(simulator.getBean(Store.class)))));
    }

    /** Made once, and kept as long as the data: people stay signed in over a restart. */
    private static String tokenKey(Store store) {
        Store.Shelf<String> keys = store.shelf("portal-keys", String.class);
        if (keys.find("token-key").isEmpty()) {
            byte[] key = KeyGenerators.secureRandom(32).generateKey();
            keys.put("token-key", Base64.getEncoder().encodeToString(key));
        }
        return keys.find("token-key").orElseThrow();
    }

    private static void welcome(ConfigurableEnvironment portal) {
        log.info("""

                The portal is ready (demo: nothing here touches Adobe or Azure).
                  Open     http://127.0.0.1:{}
                  Sign in  engineer, admin or support; the password is the same as the name
                  Azure    sign in as admin to decide; the password is the same as the name here too
                  Inbox    {}/inbox shows the notices that were sent to it
                """,
                portal.getProperty("local.server.port"), portal.getProperty("simulator.url"));
    }

    private static String[] arguments(ConfigurableEnvironment portal) {
        List<String> arguments = new ArrayList<>();
        Binder.get(portal)
                .bind("simulator", Bindable.mapOf(String.class, String.class))
                .ifBound(map -> map.forEach((name, value) -> arguments.add("--simulator." + name + "=" + value)));
        // As arguments, because SPRING_PROFILES_ACTIVE and SERVER_PORT are meant for the portal.
        arguments.add("--spring.profiles.active=simulator");
        arguments.add("--server.port=" + portal.getProperty("simulator.port", "8090"));
        arguments.add("--server.address=127.0.0.1");
        return arguments.toArray(String[]::new);
    }

    private void stop() {
        if (simulator != null) {
            simulator.close();
            simulator = null;
        }
    }
}
