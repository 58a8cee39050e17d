package org.privatelink.portal.simulator.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.util.Map;
import org.privatelink.portal.simulator.Store;
import org.privatelink.portal.simulator.Store.Shelf;

/** A provider's key. It lives with the data, so that tokens stay valid over a restart. */
class SigningKey {

    private SigningKey() {}

    @SuppressWarnings("rawtypes")
    static RSAKey in(Store store, String id) {
        Shelf<Map> keys = store.shelf("keys", Map.class);
        if (keys.find(id).isEmpty()) {
            keys.put(id, generate(id).toJSONObject());
        }
        return keys.find(id).map(SigningKey::read).orElseThrow();
    }

    private static RSAKey generate(String id) {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(id)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static RSAKey read(Map<?, ?> key) {
        try {
            return RSAKey.parse((Map<String, Object>) key);
        } catch (ParseException e) {
            throw new IllegalStateException("The simulator's data hold no usable key", e);
        }
    }
}
