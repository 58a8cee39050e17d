package org.privatelink.portal.page;

import org.jspecify.annotations.Nullable;

/** One choice of a field. */
public record Option(String value, String label, @Nullable String hint) {}
