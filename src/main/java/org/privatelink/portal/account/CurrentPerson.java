package org.privatelink.portal.account;

import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.ClaimAccessor;
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

    private final AccountProperties properties;

    public CurrentPerson(AccountProperties properties) {
        this.properties = properties;
    }

    public Optional<Person> get() {
        return of(SecurityContextHolder.getContext().getAuthentication());
    }

    public Optional<Person> of(@Nullable Authentication authentication) {
        if (authentication == null) {
            return Optional.empty();
        }
        if (authentication.getPrincipal() instanceof OidcUser user) {
            return Optional.of(person(id(user), name(user), user.getEmail(), authentication));
        }
        return authentication.getPrincipal() instanceof Jwt token
                ? Optional.of(person(id(token), name(token), token.getClaim("email"), authentication))
                : Optional.empty();
    }

    private Person person(String id, String name, @Nullable Object email, Authentication authentication) {
        return new Person(id, name, email(email), roles(authentication), sandboxes(authentication));
    }

    public boolean isAdmin() {
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

    /** The same at a page and by the API, or nobody: tokens without it sign nobody in. */
    private String id(ClaimAccessor token) {
        return Objects.requireNonNull(token.getClaimAsString(properties.personClaim()));
    }

    private Set<String> sandboxes(Authentication authentication) {
        return properties.sandboxesOf(authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(authority -> authority != null && authority.startsWith(RolesMapper.GROUP))
                .map(authority -> authority.substring(RolesMapper.GROUP.length()))
                .toList());
    }

    /** What is longer is no address, and would not fit where requests keep it. */
    private static @Nullable String email(@Nullable Object said) {
        String email = said instanceof String text ? text.strip() : "";
        return email.isEmpty() || email.length() > LONGEST_EMAIL ? null : email;
    }

    static Set<Role> roles(Authentication authentication) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        for (Role role : Role.values()) {
            if (authentication.getAuthorities().stream().anyMatch(a -> role.authority().equals(a.getAuthority()))) {
                roles.add(role);
            }
        }
        return roles;
    }
}
