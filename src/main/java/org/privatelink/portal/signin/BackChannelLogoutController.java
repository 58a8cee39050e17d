package org.privatelink.portal.signin;

import org.privatelink.portal.account.AccountAnnouncer;
import org.privatelink.portal.account.AccountNews.About;
import org.privatelink.portal.provider.LogoutTokens;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where the provider tells that somebody's session is over, without their browser. */
@Controller
class BackChannelLogoutController {

    private static final Logger log = LoggerFactory.getLogger(BackChannelLogoutController.class);

    private final LogoutTokens tokens;
    private final SignIns signIns;
    private final AccountAnnouncer announcer;

    BackChannelLogoutController(LogoutTokens tokens, SignIns signIns, AccountAnnouncer announcer) {
        this.tokens = tokens;
        this.signIns = signIns;
        this.announcer = announcer;
    }

    @PostMapping("/logout/connect/back-channel/ims")
    ResponseEntity<Void> end(@RequestParam("logout_token") String token) {
        try {
            Jwt read = tokens.read(token);
            About about = read.getSubject() == null ? null : signIns.about(read.getSubject());
            boolean first = signIns.endByProvider(read.getId(), read.getSubject(), read.getClaimAsString("sid"));
            if (first) {
                announcer.endedByProvider(about);
            } else {
                announcer.refusedToEnd("repeated");
            }
            return ResponseEntity.status(first ? HttpStatus.OK : HttpStatus.BAD_REQUEST).build();
        } catch (BadJwtException refused) {
            log.info("A logout token was not followed");
            announcer.refusedToEnd("invalid-token");
            return ResponseEntity.badRequest().build();
        } catch (JwtException unchecked) {
            log.warn("A logout token cannot be checked: the provider's keys cannot be had");
            return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).build();
        }
    }
}
