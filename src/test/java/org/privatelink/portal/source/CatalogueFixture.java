package org.privatelink.portal.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;

/** The real catalogue, without an application. */
public final class CatalogueFixture {

    private CatalogueFixture() {}

    public static Sources sources() {
        try {
            var files = new YamlPropertySourceLoader().load("catalogue", new ClassPathResource("source-catalogue.yml"));
            return new Sources(new Binder(ConfigurationPropertySources.from(files))
                    .bind("portal.source", SourceProperties.class)
                    .get());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    public static Source source(String key) {
        return sources().find(key).orElseThrow();
    }
}
