package org.privatelink.portal.page;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds the content of a page. Other rooms fill in who is there and where, as {@link FrameContributor}s.
 */
public final class Frame {

    private final String theme;
    private final boolean demo;
    private final String path;
    private final String section;
    private @Nullable Person person;
    private @Nullable Session session;
    private @Nullable Place sandbox;
    private List<Place> sandboxes = List.of();
    private int waiting;
    private @Nullable Instant silentSince;
    private @Nullable Instant permittedAt;

    /**
     * Somebody signed in.
     *
     * @param seal tells of a form that arrives later that it was this person's
     */
    public record Person(
            String name, @Nullable String email, List<String> roleKeys, boolean mayChange, String seal) {}

    /**
     * How long the sign-in lasts.
     *
     * @param until if nothing more is done
     * @param latest whatever is done
     * @param left seconds to the first
     * @param leftAtMost seconds to the second
     * @param warning seconds before either that a page warns
     */
    public record Session(Instant until, Instant latest, long left, long leftAtMost, long warning) {}

    /** A sandbox in the switcher. */
    public record Place(String name, String title, String type, boolean usable) {}

    Frame(String theme, boolean demo, String path, String section) {
        this.theme = theme;
        this.demo = demo;
        this.path = path;
        this.section = section;
    }

    public void person(Person present) {
        this.person = present;
    }

    public void session(Session present) {
        this.session = present;
    }

    public void sandbox(@Nullable Place current, List<Place> all) {
        this.sandbox = current;
        this.sandboxes = List.copyOf(all);
    }

    /** How many requests of this sandbox wait for a decision. */
    public void waiting(int requests) {
        this.waiting = requests;
    }

    public int waiting() {
        return waiting;
    }

    /** Platform does not answer, and is not asked. */
    void silentSince(Instant found) {
        this.silentSince = found;
    }

    public @Nullable Instant silentSince() {
        return silentSince;
    }

    /** When Platform last let this person see the sandbox, where it should have been asked again since. */
    public void permittedAt(Instant said) {
        this.permittedAt = said;
    }

    public @Nullable Instant permittedAt() {
        return permittedAt;
    }

    /** What needs Platform is not offered then. */
    public boolean silent() {
        return silentSince != null;
    }

    public String theme() {
        return theme;
    }

    public boolean demo() {
        return demo;
    }

    public String path() {
        return path;
    }

    public String section() {
        return section;
    }

    public @Nullable Person person() {
        return person;
    }

    public @Nullable Session session() {
        return session;
    }

    public boolean mayChange() {
        return person != null && person.mayChange();
    }

    public @Nullable Place sandbox() {
        return sandbox;
    }

    public List<Place> sandboxes() {
        return sandboxes;
    }
}
