package org.privatelink.portal.signin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.account.AccountNews.About;
import org.privatelink.portal.account.AccountProperties;
import org.privatelink.portal.account.RolesMapper;
import org.privatelink.portal.platform.Deadline;
import org.privatelink.portal.platform.PlatformProperties;
import org.privatelink.portal.signin.PeopleProvider.Word;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Who is signed in, for all portals alike. The roles of somebody who is at work are read anew at the provider before they
 * are too old, by one request at a time: a refresh token may be good for one use only.
 */
@Service
public class SignIns {

    private static final Logger log = LoggerFactory.getLogger(SignIns.class);

    /** Roles that are being read anew serve others for so long beyond their age. */
    private static final Duration MEANWHILE = Duration.ofSeconds(45);
    /** After a failure the provider is left in peace for so long. */
    private static final Duration PAUSE = Duration.ofSeconds(30);
    /** An access token with less life left is renewed before it is sent. */
    private static final Duration LEAST = Duration.ofMinutes(1);
    /** For what comes before and after the provider's answer, such as its keys and the database. */
    private static final Duration SPARE = Duration.ofSeconds(8);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration KEPT = Duration.ofHours(24);

    private final SignInRepository repository;
    private final PeopleProvider provider;
    private final TokenSafe safe;
    private final AccountProperties properties;
    private final Duration most;
    private final Duration patience;
    private final Clock clock;

    SignIns(
            SignInRepository repository,
            PeopleProvider provider,
            TokenSafe safe,
            AccountProperties properties,
            PlatformProperties http,
            Clock clock) {
        this.repository = repository;
        this.provider = provider;
        this.safe = safe;
        this.properties = properties;
        this.most = http.answerTimeout();
        this.patience = most.plus(SPARE);
        this.clock = clock;
    }

    /** Why somebody who was signed in is not any more; named in message keys. */
    enum Ending {
        /** Signed out here, elsewhere, or by the provider. */
        OVER,
        /** The provider does not vouch for the person any more. */
        REFUSED,
        /** Nobody could tell whether the roles are still the same. */
        UNCONFIRMED;

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A sign-in as it stands: one of the two is there. */
    record Standing(@Nullable SignIn signIn, @Nullable Ending ending) {

        static Standing of(SignIn signIn) {
            return new Standing(signIn, null);
        }

        static Standing ended(Ending why) {
            return new Standing(null, why);
        }
    }

    String begin(Arrival arrival, Set<String> authorities, PersonTokens tokens) {
        String id = UUID.randomUUID().toString();
        repository.add(begun(id, arrival, authorities, tokens), arrival, providerSession(arrival));
        return id;
    }

    /**
     * The same person signs in once more: requests that are under way keep what they stand for.
     *
     * @return the sign-in that now stands; a new one where the present one is not of this person
     */
    String beginAgain(String present, Arrival arrival, Set<String> authorities, PersonTokens tokens) {
        if (repository.replace(begun(present, arrival, authorities, tokens), arrival, providerSession(arrival))) {
            return present;
        }
        end(present);
        return begin(arrival, authorities, tokens);
    }

    private SignIn begun(String id, Arrival arrival, Set<String> authorities, PersonTokens tokens) {
        return new SignIn(id, arrival.personId(), authorities, clock.instant(), safe.seal(id, tokens), null, null);
    }

    private static @Nullable String providerSession(Arrival arrival) {
        return arrival.providerSession() == null ? null : hash(arrival.providerSession());
    }

    Standing look(String id) {
        SignIn found = repository.find(id).orElse(null);
        if (found == null) {
            return Standing.ended(Ending.OVER);
        }
        Instant now = clock.instant();
        if (found.age(now).compareTo(properties.rolesMaxAge()) < 0) {
            return Standing.of(found);
        }
        if (found.failedWithin(PAUSE, now)) {
            return bear(found);
        }
        return repository.claim(found, now, now.plus(patience)) ? readAnew(found) : meanwhile(found);
    }

    private Standing readAnew(SignIn found) {
        Instant asked = clock.instant();
        Word word = safe.open(found.id(), found.tokens())
                .map(tokens -> Deadline.within(most, () -> provider.ask(found.personId(), tokens)))
                .orElseGet(Word.Mute::new);
        if (word instanceof Word.Told told) {
            return renewed(found, told, asked);
        }
        if (word instanceof Word.Silent silent) {
            return unanswered(found, silent);
        }
        log.info("A sign-in ends: {}", word);
        return end(found, word instanceof Word.Refused ? Ending.REFUSED : Ending.UNCONFIRMED);
    }

    private Standing renewed(SignIn found, Word.Told told, Instant asked) {
        byte[] sealed = safe.seal(found.id(), told.tokens());
        Set<String> authorities = told.ofGroups() ? told.authorities() : withGroupsOfBefore(told.authorities(), found);
        return repository.renew(found, authorities, asked, sealed)
                ? Standing.of(new SignIn(found.id(), found.personId(), authorities, asked, sealed, null, null))
                : present(found);
    }

    /** Groups are asked for again at the next sign-in, which the longest life of a session brings. */
    private static Set<String> withGroupsOfBefore(Set<String> told, SignIn found) {
        return Stream.concat(told.stream(), found.authorities().stream().filter(each -> each.startsWith(RolesMapper.GROUP)))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Who has signed in once more meanwhile stands, whatever became of what the provider gave out before. */
    private Standing end(SignIn found, Ending why) {
        return repository.remove(found) ? Standing.ended(why) : present(found);
    }

    private Standing present(SignIn found) {
        return repository.find(found.id()).map(Standing::of).orElseGet(() -> Standing.ended(Ending.OVER));
    }

    private Standing unanswered(SignIn found, Word.Silent silent) {
        byte[] tokens = silent.tokens() == null ? found.tokens() : safe.seal(found.id(), silent.tokens());
        repository.fail(found, clock.instant(), tokens);
        if (!provider.isResting()) {
            log.warn("The provider does not say what roles people have ({}): they keep theirs for {} more at most",
                    silent.why(), properties.rolesGrace());
        }
        return bear(found);
    }

    /** Another request is asking the provider. */
    private Standing meanwhile(SignIn found) {
        if (found.age(clock.instant()).compareTo(properties.rolesMaxAge().plus(MEANWHILE)) < 0) {
            return Standing.of(found);
        }
        return await(found);
    }

    private Standing await(SignIn found) {
        long end = System.nanoTime() + Deadline.left(patience).toNanos();
        while (System.nanoTime() < end && pause()) {
            SignIn present = repository.find(found.id()).orElse(null);
            if (present == null) {
                return Standing.ended(Ending.OVER);
            }
            if (!present.rolesReadAt().equals(found.rolesReadAt())) {
                return Standing.of(present);
            }
            if (!present.isBusy(clock.instant()) || provider.isResting()) {
                return bear(present);
            }
        }
        return bear(found);
    }

    private static boolean pause() {
        try {
            Thread.sleep(LOOK.toMillis());
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Standing bear(SignIn found) {
        if (found.age(clock.instant()).compareTo(longest()) < 0) {
            return Standing.of(found);
        }
        log.warn("A sign-in ends: its roles could not be read anew in time");
        return end(found, Ending.UNCONFIRMED);
    }

    private Duration longest() {
        return properties.rolesMaxAge().plus(properties.rolesGrace());
    }

    /** Those of the sign-ins that stand, with a role, without another word of the provider. */
    public Set<String> standing(Collection<String> ids) {
        Instant now = clock.instant();
        return ids.isEmpty()
                ? Set.of()
                : repository.standing(ids, now.minus(properties.rolesMaxAge()), now.minus(longest()));
    }

    /** The person's tokens as they are now; empty when the sign-in has ended. */
    Optional<PersonTokens> tokens(String id) {
        return repository.find(id).flatMap(found -> safe.open(id, found.tokens()));
    }

    /** The same, renewed in time where that can be done. */
    Optional<PersonTokens> lasting(String id) {
        Optional<PersonTokens> present = tokens(id);
        boolean lasts = present.isEmpty()
                || present.get().refresh() == null
                || present.get().lasts(LEAST, clock.instant());
        // One that could not be renewed serves until its end, as Platform sees it.
        return lasts ? present : renew(id, present.get().access()).or(() -> tokens(id));
    }

    /** Others than those that Platform does not take, unless another request has renewed them meanwhile. */
    Optional<PersonTokens> renew(String id, String refused) {
        SignIn found = repository.find(id).orElse(null);
        PersonTokens present = found == null ? null : safe.open(id, found.tokens()).orElse(null);
        if (present == null || !present.access().equals(refused) || present.refresh() == null) {
            return Optional.ofNullable(present).filter(each -> !each.access().equals(refused));
        }
        Instant now = clock.instant();
        // An answer that comes too late may be lost with the one token that is still good for another.
        if (!found.failedWithin(PAUSE, now) && Deadline.left(most).compareTo(most.dividedBy(2)) > 0) {
            Standing standing = repository.claim(found, now, now.plus(patience)) ? readAnew(found) : await(found);
            return standing.signIn() == null ? Optional.empty() : tokens(id).filter(each -> !each.access().equals(refused));
        }
        return Optional.empty();
    }

    /** Whom the provider's {@code sub} stands for. */
    About about(String personId) {
        return repository.about(personId);
    }

    public void end(String id) {
        repository.remove(id);
    }

    /**
     * What a logout token asks for, once.
     *
     * @param tokenId its {@code jti}
     * @return false when the same token was followed before
     */
    boolean endByProvider(String tokenId, @Nullable String personId, @Nullable String providerSession) {
        if (repository.knowsLogoutToken(hash(tokenId))) {
            return false;
        }
        int ended = repository.removeOf(personId, providerSession == null ? null : hash(providerSession));
        log.info("The provider has ended {} sign-ins", ended);
        // Last, so that one that could not be followed may come again.
        return repository.addLogoutToken(hash(tokenId), clock.instant());
    }

    /** Those that nobody has used for so long cannot be used any more: their sessions are over. */
    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    void forget() {
        repository.forget(clock.instant().minus(KEPT));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
