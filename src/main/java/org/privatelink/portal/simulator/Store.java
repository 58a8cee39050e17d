package org.privatelink.portal.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Keeps records by name and id: in memory for reading, and as JSON in a file if there is one. */
@Component
public final class Store implements AutoCloseable {

    private final MVStore store;
    private final JsonMapper json;
    private final Map<String, Shelf<?>> shelves = new ConcurrentHashMap<>();

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

    /** The only one of this name, which stands for one type. */
    @SuppressWarnings("unchecked")
    public <T> Shelf<T> shelf(String name, Class<T> type) {
        return (Shelf<T>) shelves.computeIfAbsent(name, it -> new Shelf<>(store.openMap(it), type));
    }

    @Override
    public void close() {
        store.close();
    }

    /**
     * The records of one kind, in no order. A write is on disk when the method returns. Readers share what they get:
     * it must not be changed, only replaced.
     */
    public final class Shelf<T> {

        private final MVMap<String, String> map;
        private final Map<String, T> records = new ConcurrentHashMap<>();
        private final Set<String> lent = ConcurrentHashMap.newKeySet();

        private Shelf(MVMap<String, String> map, Class<T> type) {
            this.map = map;
            map.forEach((id, text) -> records.put(id, json.readValue(text, type)));
        }

        public Optional<T> find(String id) {
            return Optional.ofNullable(records.get(id));
        }

        public List<T> all() {
            return List.copyOf(records.values());
        }

        public void put(String id, T value) {
            if (!lent.contains(id)) {
                map.put(id, json.writeValueAsString(value));
                store.commit();
            }
            records.put(id, value);
        }

        /** Keeps a record in memory only, whatever becomes of it: it ends with the simulator. */
        public void lend(String id, T value) {
            lent.add(id);
            records.put(id, value);
        }

        public void remove(String id) {
            map.remove(id);
            store.commit();
            records.remove(id);
        }
    }
}
