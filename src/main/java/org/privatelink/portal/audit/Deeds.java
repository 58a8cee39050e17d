package org.privatelink.portal.audit;

import java.util.List;

/** What a room puts on record, by name, in the order in which people choose from it. */
public record Deeds(List<String> names) {}
