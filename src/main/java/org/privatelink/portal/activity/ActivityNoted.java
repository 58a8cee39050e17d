package org.privatelink.portal.activity;

/** The portal learned what became of an act on Platform. Published inside the transaction that notes it. */
public record ActivityNoted(Activity activity) {}
