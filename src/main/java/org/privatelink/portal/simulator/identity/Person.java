package org.privatelink.portal.simulator.identity;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Somebody who can sign in. The password is the user name, which the sign-in page says. */
enum Person {
    ENGINEER("Erin Engineer", "A1B2C3D4E5F60718293A4B01@simulated", List.of("engineer")),
    ADMIN("Ada Admin", "A1B2C3D4E5F60718293A4B02@simulated", List.of("admin")),
    SUPPORT("Sam Support", "A1B2C3D4E5F60718293A4B03@simulated", List.of("support")),
    NOBODY("Noa Nobody", "A1B2C3D4E5F60718293A4B04@simulated", List.of());

    private final String fullName;
    private final String subject;
    private final List<String> roles;

    Person(String fullName, String subject, List<String> roles) {
        this.fullName = fullName;
        this.subject = subject;
        this.roles = roles;
    }

    static Optional<Person> byUserName(String userName) {
        return List.of(values()).stream()
                .filter(person -> person.userName().equals(userName))
                .findFirst();
    }

    static Optional<Person> bySubject(String subject) {
        return List.of(values()).stream()
                .filter(person -> person.subject.equals(subject))
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

    String subject() {
        return subject;
    }

    String email() {
        return fullName.toLowerCase(Locale.ROOT).replace(' ', '.') + "@example.com";
    }
}
