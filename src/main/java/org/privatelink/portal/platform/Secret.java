package org.privatelink.portal.platform;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * A value that shows nowhere: printed, logged, put on a page or into JSON, it is a mark. {@link #open} and
 * {@link #opening} give it away, for whoever checks it or sends it. It is not serializable, so that no session takes it.
 *
 * <p>It holds a text and wipes nothing: before and after it Tomcat, Jackson and WebClient have texts and buffers of the
 * same, which nobody can wipe. What it does for memory is to be held no longer than its request.
 */
public final class Secret {

    private static final String MARK = "[secret]";

    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Spring's conversion finds it by its name, Jackson by its annotation. */
    @JsonCreator
    public static Secret of(String value) {
        return new Secret(value);
    }

    public String open() {
        return value;
    }

    public boolean isEmpty() {
        return value.isEmpty();
    }

    /** The same mapper, but for secrets: these it writes as they are. What it writes is for nobody but their receiver. */
    public static JsonMapper opening(JsonMapper json) {
        return json.rebuild()
                .addModule(new SimpleModule("open secrets").addSerializer(new Opening()))
                .build();
    }

    private static final class Opening extends StdSerializer<Secret> {

        Opening() {
            super(Secret.class);
        }

        @Override
        public void serialize(Secret secret, JsonGenerator json, SerializationContext context) {
            json.writeString(secret.value);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }

    /** The same for all: a hash tells of its value. */
    @Override
    public int hashCode() {
        return Secret.class.hashCode();
    }

    @JsonValue
    @Override
    public String toString() {
        return MARK;
    }
}
