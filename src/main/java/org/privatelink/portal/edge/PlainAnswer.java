package org.privatelink.portal.edge;

/** What is said where nothing of the portal but the server itself has answered. */
public interface PlainAnswer {

    /** @param path as it was sent, which may be nonsense */
    boolean isFor(String path);

    String contentType();

    /** @param nonce for what the answer loads */
    String of(int status, String nonce);
}
