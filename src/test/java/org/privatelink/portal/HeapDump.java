package org.privatelink.portal;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is alive in this JVM after a collection: the arrays of bytes in which Java keeps texts. Those as long as a buffer are
 * left out: Tomcat, Netty, Jackson and the HTTP client reuse theirs, in which stands what went through last, and nobody can
 * wipe them. What is outside of the heap is not looked at either.
 */
final class HeapDump {

    /** The shortest is one of Jackson. */
    private static final int BUFFER = 2_000;
    private static final int WINDOW = 16 * 1024 * 1024;
    /** Tag, id, stack trace, length, type. */
    private static final int HEAD = 1 + 8 + 4 + 4 + 1;
    private static final char ARRAY = 0x23;
    private static final char OF_BYTES = 8;

    private HeapDump() {}

    /** @param backwards what is looked for, so that looking for it does not put it there */
    static Set<String> textsWith(String backwards) {
        try {
            Path folder = Files.createTempDirectory("heap");
            Path dump = folder.resolve("live.hprof");
            try {
                ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(dump.toString(), true);
                return texts(dump, new StringBuilder(backwards).reverse().toString());
            } finally {
                Files.deleteIfExists(dump);
                Files.delete(folder);
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Set<String> texts(Path dump, String wanted) throws IOException {
        Set<String> found = new TreeSet<>();
        try (RandomAccessFile file = new RandomAccessFile(dump.toFile(), "r")) {
            for (long at = 0; at < file.length(); at += WINDOW) {
                // With what an array needs that begins before or ends behind.
                String window = read(file, Math.max(0, at - BUFFER - HEAD), Math.min(file.length(), at + WINDOW + BUFFER));
                for (int hit = window.indexOf(wanted); hit >= 0; hit = window.indexOf(wanted, hit + 1)) {
                    text(window, hit, hit + wanted.length()).ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static String read(RandomAccessFile file, long from, long to) throws IOException {
        byte[] bytes = new byte[(int) (to - from)];
        file.seek(from);
        file.readFully(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static Optional<String> text(String window, int from, int to) {
        for (int start = from; start >= HEAD && start > from - BUFFER; start--) {
            boolean array = window.charAt(start - HEAD) == ARRAY && window.charAt(start - 1) == OF_BYTES;
            int length = array ? length(window, start - 5) : 0;
            if (length > 0 && length < BUFFER && start + length >= to && start + length <= window.length()) {
                return Optional.of(window.substring(start, start + length));
            }
        }
        return Optional.empty();
    }

    private static int length(String window, int at) {
        return window.charAt(at) << 24 | window.charAt(at + 1) << 16 | window.charAt(at + 2) << 8 | window.charAt(at + 3);
    }
}
