package org.privatelink.portal.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps records as JSON by name and id, in a file or in memory. */
@Component
public class Store implements AutoCloseable {

    private final MVStore store;
    private final JsonMapper json;

    Store(SimulatorProperties properties, JsonMapper json) {
        this.store =
                new MVStore.Builder().fileName(file(properties.data().strip())).open();
        this.json = json;
    }

    private static @Nullable String file(String data) {
        if (data.isEmpty()) {
            return null;
        }
        Path path = Path.of(data).toAbsolutePath();
        try {
            Files.createDirectories(path.getParent());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path.toString();
    }

    public <T> Shelf<T> shelf(String name, Class<T> type) {
        return new Shelf<>(store.openMap(name), type);
    }

    @Override
    public void close() {
        store.close();
    }

    /** The records of one kind. A write is on disk when the method returns. */
    public final class Shelf<T> {

        private final MVMap<String, String> map;
        private final Class<T> type;

        private Shelf(MVMap<String, String> map, Class<T> type) {
            this.map = map;
            this.type = type;
        }

        public Optional<T> find(String id) {
            return Optional.ofNullable(map.get(id)).map(this::read);
        }

        public List<T> all() {
            return map.values().stream().map(this::read).toList();
        }

        public void put(String id, T value) {
            map.put(id, json.writeValueAsString(value));
            store.commit();
        }

        public void remove(String id) {
            map.remove(id);
            store.commit();
        }

        public boolean isEmpty() {
            return map.isEmpty();
        }

        private T read(String text) {
            return json.readValue(text, type);
        }
    }
}
