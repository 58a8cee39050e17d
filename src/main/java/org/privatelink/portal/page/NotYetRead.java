package org.privatelink.portal.page;

/** What is asked for has to be whole, and Platform has not been read as a whole yet. */
public class NotYetRead extends RuntimeException {}
