package org.privatelink.portal.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.privatelink.portal.account.Person;
import org.privatelink.portal.platform.Secret;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes one-time ids of callers' keys. Of a body only a hash is kept whose key is the caller's and is not: who reads the
 * database can try no guesses at a secret in it.
 */
@Repository
class Submissions {

    private static final String HASH = "HmacSHA256";

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    Submissions(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = Secret.opening(json);
        this.clock = clock;
    }

    /**
     * The id that belongs to a person's key at a place: the same, however often it is asked for, until it is free again.
     *
     * @param place what is done, and in which sandbox
     * @param check held to when the key is new: what came before stays what it was, whatever rules hold by now
     * @throws Refusal when the key came with another body before
     */
    String claim(String key, Person person, String place, Body body, Runnable check) {
        String whole = String.join("\n", person.id(), place, key);
        String id = id(whole);
        String fingerprint = fingerprint(whole, json.writeValueAsBytes(body.wish()));
        if (first(id).isEmpty()) {
            check.run();
            add(id, fingerprint);
        }
        if (!first(id).equals(Optional.of(fingerprint))) {
            throw new Refusal(ProblemKind.KEY_REUSED);
        }
        return latest(id);
    }

    /** What was sent for an id came to nothing: its key stands for another id from now on. */
    void free(String id) {
        add(next(id), first(id).orElseThrow());
    }

    private String latest(String id) {
        String latest = id;
        while (first(next(latest)).isPresent()) {
            latest = next(latest);
        }
        return latest;
    }

    private static String next(String id) {
        return id("after\n" + id);
    }

    private void add(String id, String fingerprint) {
        try {
            jdbc.sql("insert into api_submission (id, fingerprint, claimed_at) values (:id, :fingerprint, :now)")
                    .param("id", id)
                    .param("fingerprint", fingerprint)
                    .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    .update();
        } catch (DuplicateKeyException again) {
            // The first one stays.
        }
    }

    private Optional<String> first(String id) {
        return jdbc.sql("select fingerprint from api_submission where id = :id")
                .param("id", id)
                .query(String.class)
                .optional();
    }

    private static String id(String whole) {
        try {
            ByteBuffer hash = ByteBuffer.wrap(
                    MessageDigest.getInstance("SHA-256").digest(whole.getBytes(StandardCharsets.UTF_8)));
            return new UUID(hash.getLong(), hash.getLong()).toString();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String fingerprint(String key, byte[] body) {
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), HASH));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}
