package org.privatelink.portal.account;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/** The person of this request, for controllers that ask for a {@link Person}. */
@Component
class CurrentPerson implements HandlerMethodArgumentResolver {

    private static final int LONGEST_EMAIL = 320;

    Optional<Person> get() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof OidcUser user
                ? Optional.of(new Person(user.getSubject(), name(user), email(user), roles(authentication)))
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

    /** What is longer is no address, and would not fit where requests keep it. */
    private static @Nullable String email(OidcUser user) {
        String email = user.getEmail();
        return email == null || email.length() > LONGEST_EMAIL ? null : email;
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
