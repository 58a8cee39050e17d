package org.privatelink.portal.account;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** The person of this request, for controllers that ask for a {@link Person}. */
@Component
public class CurrentPerson implements HandlerMethodArgumentResolver {

    private static final int LONGEST_EMAIL = 320;

    public Optional<Person> get() {
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    static Optional<Person> of(@Nullable Authentication authentication) {
        if (authentication == null) {
            return Optional.empty();
        }
        if (authentication.getPrincipal() instanceof OidcUser user) {
            return Optional.of(new Person(user.getSubject(), name(user), email(user.getEmail()), roles(authentication)));
        }
        return authentication.getPrincipal() instanceof Jwt token
                ? Optional.of(new Person(token.getSubject(), name(token), email(token.getClaim("email")), roles(authentication)))
                : Optional.empty();
    }

    boolean isAdmin() {
        return get().filter(Person::isAdmin).isPresent();
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Person.class;
    }

    @Override
    public Person resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binderFactory) {
        return get().orElseThrow(() -> new IllegalStateException("A route without a sign-in rule asks for the person"));
    }

    private static String name(OidcUser user) {
        if (user.getFullName() != null && !user.getFullName().isBlank()) {
            return user.getFullName();
        }
        return user.getEmail() != null ? user.getEmail() : user.getSubject();
    }

    /** A pipeline has no name: the client that it is known by stands for it. */
    private static String name(Jwt token) {
        return Stream.of("name", "email", "client_id", "azp")
                .map(claim -> token.getClaims().get(claim))
                .filter(said -> said instanceof String text && !text.isBlank())
                .map(String::valueOf)
                .findFirst()
                .orElse(token.getSubject());
    }

    /** What is longer is no address, and would not fit where requests keep it. */
    private static @Nullable String email(@Nullable Object said) {
        return said instanceof String email && email.length() <= LONGEST_EMAIL ? email : null;
    }

    private static Set<Role> roles(Authentication authentication) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (authentication.getAuthorities().stream().anyMatch(a -> role.authority().equals(a.getAuthority()))) {
                roles.add(role);
            }
        }
        return roles;
    }
}
