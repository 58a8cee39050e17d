package org.privatelink.portal.account;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.authority.mapping.GrantedAuthoritiesMapper;
import org.springframework.security.oauth2.core.oidc.user.OidcUserAuthority;
import org.springframework.stereotype.Component;

/**
 * Turns the provider's claims into this portal's roles, and into those groups that open sandboxes; anything else that
 * the provider grants means nothing here.
 */
@Component
public class RolesMapper implements GrantedAuthoritiesMapper {

    /** Begins the authority that stands for a group. */
    public static final String GROUP = "GROUP_";

    private final AccountProperties properties;

    public RolesMapper(AccountProperties properties) {
        this.properties = properties;
    }

    @Override
    public Collection<? extends GrantedAuthority> mapAuthorities(Collection<? extends GrantedAuthority> granted) {
        return granted.stream()
                .filter(OidcUserAuthority.class::isInstance)
                .map(OidcUserAuthority.class::cast)
                .flatMap(user -> authorities(user.getAttributes()))
                .collect(Collectors.toSet());
    }

    /** Those of somebody's authorities that come from here. */
    public static Set<String> own(Authentication person) {
        return person.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(RolesMapper::isOwn)
                .collect(Collectors.toUnmodifiableSet());
    }

    public static boolean isOwn(@Nullable String authority) {
        return authority != null && (authority.startsWith(Role.PREFIX) || authority.startsWith(GROUP));
    }

    public Stream<SimpleGrantedAuthority> authorities(Map<String, Object> claims) {
        return Stream.concat(roles(claims).stream().map(Role::authority), groups(claims).map(GROUP::concat))
                .map(SimpleGrantedAuthority::new);
    }

    /** Of those that open nothing here a person may have hundreds. */
    private Stream<String> groups(Map<String, Object> claims) {
        return named(claims.get(properties.groupsClaim())).filter(properties.sandboxes()::containsKey);
    }

    Set<Role> roles(Map<String, Object> claims) {
        Set<String> named = named(claims.get(properties.rolesClaim())).collect(Collectors.toSet());
        Set<Role> roles = new LinkedHashSet<>();
        properties.roles().byRole().forEach((role, values) -> {
            if (values.stream().anyMatch(named::contains)) {
                roles.add(role);
            }
        });
        return roles;
    }

    private static Stream<String> named(@Nullable Object claim) {
        if (claim instanceof Collection<?> several) {
            return several.stream().map(String::valueOf);
        }
        return claim instanceof String text ? Arrays.stream(text.split("[,\\s]+")) : Stream.empty();
    }
}
