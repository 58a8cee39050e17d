package org.privatelink.portal.platform;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a link in an answer, such as that to the next page, leads: relative to the service's base, and never away from it. */
public final class PagingLink {

    /** A dot or slash in disguise: what reads it as one at the other end would leave the base after all. */
    private static final Pattern ENCODED_STEP = Pattern.compile("%(2e|2f|5c)", Pattern.CASE_INSENSITIVE);

    private PagingLink() {}

    public static Optional<URI> resolve(URI serviceBase, String href) {
        try {
            URI target = URI.create(address(serviceBase, href)).normalize();
            return isWithin(serviceBase, target) ? Optional.of(target) : Optional.empty();
        } catch (IllegalArgumentException notALink) {
            return Optional.empty();
        }
    }

    /** Relative to the service, as documented; one that repeats the service's own path is taken at its word. */
    private static String address(URI serviceBase, String href) {
        if (isAbsolute(href)) {
            return href;
        }
        if (href.startsWith(serviceBase.getRawPath() + "/")) {
            return serviceBase.getScheme() + "://" + serviceBase.getRawAuthority() + href;
        }
        return serviceBase + (href.startsWith("/") ? "" : "/") + href;
    }

    private static boolean isAbsolute(String href) {
        return href.matches("(?i)[a-z][a-z0-9+.-]*:.*") || href.startsWith("//");
    }

    private static boolean isWithin(URI base, URI target) {
        return base.getScheme().equalsIgnoreCase(target.getScheme())
                && base.getHost().equalsIgnoreCase(target.getHost())
                && port(base) == port(target)
                && target.getUserInfo() == null
                && !ENCODED_STEP.matcher(target.getRawPath()).find()
                && (target.getRawPath() + "/").startsWith(base.getRawPath() + "/");
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }
}
