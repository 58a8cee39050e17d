package org.privatelink.portal.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.MutablePropertyValues;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.validation.DataBinder;
import org.springframework.boot.convert.ApplicationConversionService;
import tools.jackson.databind.json.JsonMapper;

class SecretTypeTests {

    private static final Secret SECRET = Secret.of("tide \"quay\"");
    private static final JsonMapper JSON = new JsonMapper();

    record Hook(String name, Secret key) {}

    static class Form {
        private Secret key;

        public Secret getKey() {
            return key;
        }

        public void setKey(Secret key) {
            this.key = key;
        }
    }

    @Test
    void textOfItIsAMark() {
        assertThat(SECRET).hasToString("[secret]");
        assertThat("%s %s %s".formatted(SECRET, List.of(SECRET), new Hook("x", SECRET))).doesNotContain("tide", "quay");
        assertThat(new IllegalStateException("no " + SECRET)).hasMessage("no [secret]");
    }

    @Test
    void jsonOfItIsAMarkButForItsReceiver() {
        Map<String, Object> body = Map.of("key", SECRET);

        assertThat(JSON.writeValueAsString(body)).isEqualTo("{\"key\":\"[secret]\"}");
        assertThat(JSON.writeValueAsString(new Hook("x", SECRET))).doesNotContain("tide");
        assertThat(new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(body).toString()).doesNotContain("tide");
        assertThat(Secret.opening(JSON).writeValueAsString(body)).isEqualTo("{\"key\":\"tide \\\"quay\\\"\"}");
        assertThat(JSON.readValue("{\"name\":\"x\",\"key\":\"tide\"}", Hook.class).key().open()).isEqualTo("tide");
    }

    @Test
    void formOfItTellsAMark() {
        DataBinder binder = new DataBinder(new Form(), "form");
        binder.setConversionService(new ApplicationConversionService());
        binder.bind(new MutablePropertyValues(Map.of("key", "tide")));
        binder.getBindingResult().rejectValue("key", "wrong");

        assertThat(((Form) binder.getTarget()).getKey().open()).isEqualTo("tide");
        assertThat(binder.getBindingResult().getFieldValue("key")).hasToString("[secret]");
        assertThat(binder.getBindingResult().toString()).contains("[secret]").doesNotContain("tide");
    }

    @Test
    void settingIsOne() {
        Binder binder = new Binder(new MapConfigurationPropertySource(Map.of("hook.name", "x", "hook.key", "tide")));

        assertThat(binder.bind("hook", Hook.class).get()).isEqualTo(new Hook("x", Secret.of("tide"))).asString().doesNotContain("tide");
    }

    @Test
    void noSessionTakesIt() {
        assertThatThrownBy(() -> new ObjectOutputStream(new ByteArrayOutputStream()).writeObject(SECRET))
                .isInstanceOf(NotSerializableException.class);
    }

    @Test
    void twoAreTheSameByTheirValueAlone() {
        assertThat(SECRET).isEqualTo(Secret.of("tide \"quay\"")).isNotEqualTo(Secret.of("tide")).isNotEqualTo("tide");
        assertThat(SECRET.hashCode()).isEqualTo(Secret.of("another").hashCode());
    }
}
