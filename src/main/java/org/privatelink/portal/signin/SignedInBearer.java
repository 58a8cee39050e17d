package org.privatelink.portal.signin;

import java.util.Optional;
import org.privatelink.portal.platform.Acting.Bearer;

/** A person at a page, with the access token of the sign-in. The reads of a page share it, each on a thread of its own. */
final class SignedInBearer implements Bearer {

    private final String person;
    private final String signIn;
    private final String client;
    private final SignIns signIns;

    SignedInBearer(String person, String signIn, String client, SignIns signIns) {
        this.person = person;
        this.signIn = signIn;
        this.client = client;
        this.signIns = signIns;
    }

    @Override
    public String person() {
        return person;
    }

    @Override
    public boolean isOfApi() {
        return false;
    }

    @Override
    public String apiKey() {
        return client;
    }

    @Override
    public Optional<String> token() {
        return signIns.lasting(signIn).map(PersonTokens::access);
    }

    @Override
    public Optional<String> renewed(String refused) {
        return signIns.renew(signIn, refused).map(PersonTokens::access);
    }
}
