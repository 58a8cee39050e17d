package org.privatelink.portal.explore;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.privatelink.portal.page.FormView;
import org.privatelink.portal.page.Texts;

/**
 * How Platform is to read a file. What the address does not say is guessed from the name.
 *
 * @param fileType one of {@link #TYPES}; empty where it is not known
 * @param columnDelimiter one character, or {@code \t} for a tab
 * @param compressionType one of {@link #COMPRESSIONS}; empty for none
 */
record FileForm(String fileType, String columnDelimiter, String compressionType) {

    static final List<String> TYPES = List.of("delimited", "json", "parquet");
    static final List<String> COMPRESSIONS = List.of("bzip2", "gzip", "deflate", "zipDeflate", "tarGzip", "tar");

    private static final String DELIMITED = "delimited";
    private static final String TAB = "\\t";
    private static final List<Ending> PACKED = List.of(
            new Ending(".tar.gz", "tarGzip"), new Ending(".tgz", "tarGzip"), new Ending(".gz", "gzip"),
            new Ending(".bz2", "bzip2"), new Ending(".zip", "zipDeflate"), new Ending(".tar", "tar"));
    private static final List<Ending> KINDS = List.of(
            new Ending(".csv", DELIMITED), new Ending(".tsv", DELIMITED), new Ending(".psv", DELIMITED),
            new Ending(".txt", DELIMITED), new Ending(".json", "json"), new Ending(".parquet", "parquet"));

    private record Ending(String text, String meaning) {

        static Ending of(String name, List<Ending> all) {
            return all.stream().filter(each -> name.endsWith(each.text)).findFirst().orElse(new Ending("", ""));
        }
    }

    static FileForm of(Map<String, String> query, String path) {
        String name = path.toLowerCase(Locale.ROOT);
        Ending packed = Ending.of(name, PACKED);
        Ending kind = Ending.of(name.substring(0, name.length() - packed.text.length()), KINDS);
        String delimiter = switch (kind.text) {
            case ".tsv" -> TAB;
            case ".psv" -> "|";
            default -> ",";
        };
        return new FileForm(
                known(query.getOrDefault("fileType", kind.meaning), TYPES),
                query.getOrDefault("columnDelimiter", delimiter),
                known(query.getOrDefault("compressionType", packed.meaning), COMPRESSIONS));
    }

    private static String known(String value, List<String> all) {
        return all.contains(value) ? value : "";
    }

    FormView view(Texts texts) {
        FormView view = FormView.of(Map.of(
                "fileType", fileType, "columnDelimiter", columnDelimiter, "compressionType", compressionType));
        if (fileType.equals(DELIMITED) && !hasOneDelimiter()) {
            view.reject("columnDelimiter", texts.get("explore.problem.delimiter"));
        }
        return view;
    }

    /** Platform takes one character only (error 1331-400). */
    private boolean hasOneDelimiter() {
        String one = delimiter();
        return one.equals("\t")
                || one.length() == 1 && !Character.isISOControl(one.charAt(0)) && !Character.isSurrogate(one.charAt(0));
    }

    private String delimiter() {
        return columnDelimiter.equals(TAB) ? "\t" : columnDelimiter;
    }

    /** Whether enough is known to ask Platform. */
    boolean isComplete() {
        return !fileType.isEmpty() && (!fileType.equals(DELIMITED) || hasOneDelimiter());
    }

    Map<String, String> query() {
        Map<String, String> query = new LinkedHashMap<>();
        query.put("fileType", fileType);
        if (fileType.equals(DELIMITED)) {
            query.put("columnDelimiter", delimiter());
        }
        // Parquet packs itself: Adobe's guide knows compression of delimited and JSON files only.
        if (!compressionType.isEmpty() && !fileType.equals("parquet")) {
            query.put("compressionType", compressionType);
        }
        return query;
    }
}
