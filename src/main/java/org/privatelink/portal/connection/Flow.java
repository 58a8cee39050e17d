package org.privatelink.portal.connection;

import org.jspecify.annotations.Nullable;

/** A data flow that runs on a connection. */
public record Flow(String id, @Nullable String name, @Nullable String state) {}
