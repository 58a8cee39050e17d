package org.privatelink.portal.sandbox;

import org.privatelink.portal.page.NoSuchThing;

/** The address names a sandbox that is not there, or not for this person: the two are told in the same way. */
public class NoSuchSandbox extends NoSuchThing {}
