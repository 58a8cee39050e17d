package org.privatelink.portal.activity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.privatelink.portal.account.Person;

/**
 * One form, or one call of a program, that is to count once. Whoever sends it chooses its id: the same id of another
 * person, in another sandbox or for another act is another submission.
 *
 * @param id one-time id, as it came
 */
public record Submission(Act act, String sandbox, String personId, String id) {

    /** Either answer to one form. */
    private static final Set<Act> DECISIONS = EnumSet.of(Act.AZURE_APPROVE, Act.AZURE_REJECT);

    public Submission(Act act, String sandbox, Person person, String id) {
        this(act, sandbox, person.id(), id);
    }

    /** What is unique in the record of acts: made of all of it, as long as its column, and told to nobody. */
    String key() {
        // Only the person's id, which comes last, may have a line's end in it.
        String whole = String.join("\n", acts().get(0), id, sandbox, personId);
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(hash.digest(whole.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    /** Names of the acts that it may have become. */
    List<String> acts() {
        Collection<Act> acts = DECISIONS.contains(act) ? DECISIONS : Set.of(act);
        return acts.stream().map(Enum::name).toList();
    }
}
