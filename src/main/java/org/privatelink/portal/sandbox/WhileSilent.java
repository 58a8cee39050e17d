package org.privatelink.portal.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A handler of what people write for themselves: it is not lost for want of Platform's word. Like looking, it goes by what
 * Platform said last to the person; what else changes something needs a right that is not old.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface WhileSilent {}
