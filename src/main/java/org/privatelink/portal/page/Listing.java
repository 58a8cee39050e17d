package org.privatelink.portal.page;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.web.util.UriUtils;

/** One page of a list, sorted and filtered as the query parameters say: every view is a link. */
public final class Listing<T> {

    private static final List<Integer> SIZES = List.of(25, 50, 100);

    private final String path;
    private final Map<String, String> query;
    private final String sort;
    private final List<T> rows;
    private final int total;
    private final int page;
    private final int size;
    private final List<Chip> chips = new ArrayList<>();

    /** A filter in use, and the view without it. */
    public record Chip(String label, String value, String removeUrl) {}

    private Listing(
            String path, Map<String, String> query, String sort, List<T> rows, int total, int page, int size) {
        this.path = path;
        this.query = query;
        this.sort = sort;
        this.rows = rows;
        this.total = total;
        this.page = page;
        this.size = size;
    }

    /**
     * @param path where the list stands
     * @param query parameters as they came; {@code sort} is a column, with a dash before it for descending
     * @param found all that match
     * @param columns how each column sorts
     * @param defaultSort used where {@code sort} is missing or unknown
     */
    public static <T> Listing<T> of(
            String path, Map<String, String> query, List<T> found, Map<String, Comparator<T>> columns, String defaultSort) {
        return read(path, query, columns.keySet(), defaultSort, found.size(), (order, offset, limit) ->
                order.sort(found, columns).stream().skip(offset).limit(limit).toList());
    }

    /** How the rows stand: by which column, and which way. */
    public record Order(String column, boolean descending) {

        /** Of the {@code sort} parameter; the default where it is missing or unknown. */
        public static Order of(Map<String, String> query, Set<String> columns, String defaultSort) {
            String asked = query.getOrDefault("sort", defaultSort);
            String sort = columns.contains(Listing.column(asked)) ? asked : defaultSort;
            return new Order(Listing.column(sort), sort.startsWith("-"));
        }

        public <T> List<T> sort(List<T> found, Map<String, Comparator<T>> columns) {
            Comparator<T> ascending = Objects.requireNonNull(columns.get(column));
            return found.stream().sorted(descending ? ascending.reversed() : ascending).toList();
        }

        private String parameter() {
            return descending ? "-" + column : column;
        }
    }

    /** Reads one page of a list that is too long to be read as a whole. */
    public interface Rows<T> {
        List<T> read(Order order, int offset, int limit);
    }

    /** As {@link #of}, of a list of which only the shown page is read. */
    public static <T> Listing<T> read(
            String path, Map<String, String> query, Set<String> columns, String defaultSort, int total, Rows<T> rows) {
        Order order = Order.of(query, columns, defaultSort);
        int size = SIZES.contains(number(query, "size", 0)) ? number(query, "size", 0) : SIZES.get(0);
        int pages = Math.max(1, (total + size - 1) / size);
        int page = Math.max(1, Math.min(number(query, "page", 1), pages));
        List<T> shown = total == 0 ? List.of() : rows.read(order, (page - 1) * size, size);
        return new Listing<>(path, query, order.parameter(), shown, total, page, size);
    }

    /** Notes that a filter is in use. */
    public Listing<T> chip(String parameter, String label, String value) {
        chips.add(new Chip(label, value, url(parameter, "")));
        return this;
    }

    public List<T> rows() {
        return rows;
    }

    public int total() {
        return total;
    }

    public int from() {
        return total == 0 ? 0 : (page - 1) * size + 1;
    }

    public int to() {
        return Math.min(page * size, total);
    }

    public int page() {
        return page;
    }

    public int pages() {
        return Math.max(1, (total + size - 1) / size);
    }

    public int size() {
        return size;
    }

    public List<Integer> sizes() {
        return SIZES;
    }

    public List<Chip> chips() {
        return chips;
    }

    public String pageUrl(int number) {
        return url("page", String.valueOf(number));
    }

    public String sizeUrl(int rowsPerPage) {
        return url("size", String.valueOf(rowsPerPage));
    }

    public String sortUrl(String column) {
        return url("sort", sort.equals(column) ? "-" + column : column);
    }

    public String ariaSort(String column) {
        if (!column(sort).equals(column)) {
            return "none";
        }
        return sort.startsWith("-") ? "descending" : "ascending";
    }

    /** The same view as a file, over all its pages. */
    public String exportUrl(String format) {
        return url("format", format);
    }

    public String clearUrl() {
        return path;
    }

    /** The same view with one parameter changed; any change but of the page itself leads to the first page. */
    private String url(String parameter, String value) {
        Map<String, String> changed = new LinkedHashMap<>(query);
        changed.remove("page");
        changed.put(parameter, value);
        String parameters = changed.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        return parameters.isEmpty() ? path : path + "?" + parameters;
    }

    private static String encode(String text) {
        return UriUtils.encode(text, StandardCharsets.UTF_8);
    }

    private static String column(String sort) {
        return sort.startsWith("-") ? sort.substring(1) : sort;
    }

    private static int number(Map<String, String> query, String name, int otherwise) {
        String text = query.getOrDefault(name, "");
        return text.matches("\\d{1,6}") ? Integer.parseInt(text) : otherwise;
    }
}
