package org.privatelink.portal.audit;

/** A row in its place: its number, what it tells, the hash of the row before it and its own. */
record Link(long seq, Entry entry, String previous, String hash) {

    private static final String FORMAT = "audit-entry/1";

    static Link after(Head head, Entry entry) {
        Link link = new Link(head.seq() + 1, entry, head.hash(), "");
        return new Link(link.seq, entry, link.previous, link.computed());
    }

    Head head() {
        return new Head(seq, hash);
    }

    /** What the hash must be. A new column goes to the end, under a new version of the format. */
    String computed() {
        return new Fingerprint(FORMAT)
                .with(seq)
                .with(entry.at())
                .with(entry.event())
                .with(entry.result().name())
                .with(entry.reason())
                .with(entry.who().id())
                .with(entry.who().name())
                .with(entry.who().roles())
                .with(entry.target().sandbox())
                .with(entry.target().id())
                .with(entry.target().name())
                .with(entry.scene().way().name())
                .with(entry.scene().correlation())
                .with(entry.scene().address())
                .with(entry.actId())
                .with(entry.requestId())
                .with(entry.message())
                .with(entry.times())
                .with(entry.digest())
                .with(previous)
                .hex();
    }
}
