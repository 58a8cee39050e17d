package org.privatelink.portal.simulator.identity;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.simulator.Control;
import org.privatelink.portal.simulator.identity.Directory.Entry;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

/** An administrator's work at the provider: takes roles and rights away, shuts people out, ends their sessions everywhere. */
@Control
class DirectoryController {

    private final Directory directory;
    private final LogoutCalls logouts;

    DirectoryController(Directory directory, LogoutCalls logouts) {
        this.directory = directory;
        this.logouts = logouts;
    }

    /** What is not named stays. */
    record Change(
            @Nullable List<String> roles,
            @Nullable Boolean enabled,
            @Nullable String sources,
            @Nullable Boolean authTime) {

        Entry of(Entry before) {
            return new Entry(
                    roles == null ? before.roles() : roles,
                    enabled == null ? before.enabled() : enabled,
                    sources == null ? before.sources() : sources,
                    authTime == null ? before.authTime() : authTime);
        }
    }

    /** @param portal where the portal listens, when it is not where the settings say */
    record Logout(@Nullable String portal) {}

    @PutMapping("/people/{name}")
    Entry change(@PathVariable String name, @RequestBody Change change) {
        Person person = person(name);
        directory.change(person, change.of(directory.entry(person)));
        return directory.entry(person);
    }

    @DeleteMapping("/people")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset() {
        directory.reset();
    }

    /** Tells the portal by the back channel; answers with what was sent, and what the portal said to it. */
    @PostMapping("/people/{name}/logout")
    LogoutCalls.Sent logOut(@PathVariable String name, @RequestBody Logout logout) {
        return logouts.send(person(name), Optional.ofNullable(logout.portal()));
    }

    private static Person person(String name) {
        return Stream.of(Person.values())
                .filter(person -> person.userName().equals(name))
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
