package org.privatelink.portal.endpoint;

import java.util.List;
import org.privatelink.portal.source.Source;

/**
 * What Platform is asked to create.
 *
 * @param fqdns host names; sent only for sources that need them (contract trap 40)
 */
public record NewEndpoint(String name, Source source, Endpoint.Target target, List<String> fqdns) {}
