package org.privatelink.portal.simulator.identity;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;

/** Somebody who can sign in. The password is the user name, which the sign-in page says. */
enum Person {
    ENGINEER("Erin Engineer", "A1B2C3D4E5F60718293A4B01@simulated", List.of("engineer"), List.of("everybody", "data-engineers")),
    ADMIN("Ada Admin", "A1B2C3D4E5F60718293A4B02@simulated", List.of("admin"), List.of("everybody", "platform-admins")),
    SUPPORT("Sam Support", "A1B2C3D4E5F60718293A4B03@simulated", List.of("support"), List.of("everybody", "support-staff")),
    NOBODY("Noa Nobody", "A1B2C3D4E5F60718293A4B04@simulated", List.of(), List.of("everybody"));

    private final String fullName;
    private final String subject;
    private final List<String> roles;
    private final List<String> groups;

    Person(String fullName, String subject, List<String> roles, List<String> groups) {
        this.fullName = fullName;
        this.subject = subject;
        this.roles = roles;
        this.groups = groups;
    }

    /**
     * Everybody, for signing in.
     *
     * @param id by what the provider tells them apart afterwards
     */
    static UserDetailsService known(Function<Person, String> id) {
        return userName -> by(Person::userName, userName)
                .map(person -> User.withUsername(id.apply(person))
                        .password("{noop}" + person.userName())
                        .build())
                .orElseThrow(() -> new UsernameNotFoundException("Nobody of that name"));
    }

    static Optional<Person> by(Function<Person, String> id, String value) {
        return List.of(values()).stream()
                .filter(person -> id.apply(person).equals(value))
                .findFirst();
    }

    public String userName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String fullName() {
        return fullName;
    }

    public List<String> roles() {
        return roles;
    }

    List<String> groups() {
        return groups;
    }

    String subject() {
        return subject;
    }

    /** In Azure people have ids of another kind. */
    String objectId() {
        return UUID.nameUUIDFromBytes(subject.getBytes(StandardCharsets.UTF_8)).toString();
    }

    String email() {
        return fullName.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com";
    }
}
