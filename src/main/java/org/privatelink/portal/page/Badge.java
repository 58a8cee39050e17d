package org.privatelink.portal.page;

/** A state in a word, with its tone and icon: never by colour alone. */
public record Badge(String tone, String icon, String label) {}
