package org.privatelink.portal.provider;

import java.time.Clock;
import java.util.function.Predicate;
import org.privatelink.portal.account.AccountProperties;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimNames;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;

/** What holds for every token of the people's provider, whatever it is for. */
final class TokenRules {

    /** As OpenID Connect has it. Longer ones would not fit the record of acts, and cut they would be somebody else's. */
    private static final int LONGEST_ID = 255;

    private TokenRules() {}

    /** By the standard's claim, and by the one that tells people apart here. */
    static OAuth2TokenValidator<Jwt> namesItsPerson(AccountProperties account) {
        Predicate<Object> isId = id -> id instanceof String text && !text.isBlank() && text.length() <= LONGEST_ID;
        return new DelegatingOAuth2TokenValidator<>(
                new JwtClaimValidator<>(JwtClaimNames.SUB, isId), new JwtClaimValidator<>(account.personClaim(), isId));
    }

    /** Of any token: two machines' clocks are never quite the same. */
    static JwtTimestampValidator times(AccountProperties account, Clock clock) {
        var times = new JwtTimestampValidator(account.clockSkew());
        times.setClock(clock);
        return times;
    }
}
