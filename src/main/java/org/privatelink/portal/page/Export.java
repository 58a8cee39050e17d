package org.privatelink.portal.page;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A list as a file: every row that its pages would show, written while it is read. CSV is RFC 4180 in UTF-8, with cells
 * that no spreadsheet takes for a formula; JSON is an object whose {@code items} are the rows. Times are UTC, ISO 8601.
 *
 * @param name of the file, without its ending
 */
public record Export<T>(String name, List<Column<T>> columns) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern FORMULA = Pattern.compile("(?s)\\s*[=+\\-@|%\\t\\r\\n\\uFF1D\\uFF0B\\uFF0D\\uFF20].*");

    /** @param value a text, number, truth value, time, or null; never anything secret */
    public record Column<T>(String name, Function<T, @Nullable Object> value) {}

    /** Hands over each row in turn. */
    public interface Rows<T> {
        void forEach(Consumer<T> reader);
    }

    public enum Format {
        CSV("text/csv;charset=UTF-8"),
        JSON("application/json;charset=UTF-8");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        /** @throws NoSuchThing for any other word than {@code csv} and {@code json} */
        public static Format of(String word) {
            return switch (word) {
                case "csv" -> CSV;
                case "json" -> JSON;
                default -> throw new NoSuchThing();
            };
        }
    }

    public static <T> Column<T> column(String name, Function<T, @Nullable Object> value) {
        return new Column<>(name, value);
    }

    /** @param place what the list is of, for the name of the file */
    public void write(Format format, String place, Rows<T> rows, HttpServletResponse response) {
        String file = name + "-" + place.replaceAll("[^A-Za-z0-9_-]", "_") + "." + format.name().toLowerCase(Locale.ROOT);
        response.setContentType(format.mediaType);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(file).build().toString());
        try {
            // Not closed when something fails: an answer that breaks off must not look like a whole one.
            Writer out = response.getWriter();
            if (format == Format.CSV) {
                writeCsv(rows, out);
            } else {
                writeJson(rows, out);
            }
            out.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private void writeCsv(Rows<T> rows, Writer out) throws IOException {
        out.write(columns.stream().map(Column::name).collect(Collectors.joining(",", "", "\r\n")));
        rows.forEach(row -> {
            try {
                out.write(columns.stream()
                        .map(column -> cell(column.value().apply(row)))
                        .collect(Collectors.joining(",", "", "\r\n")));
            } catch (IOException gone) {
                throw new UncheckedIOException(gone);
            }
        });
    }

    static String cell(@Nullable Object value) {
        String text = value == null ? "" : value.toString();
        if (value instanceof String && FORMULA.matcher(text).matches()) {
            text = "'" + text;
        }
        return text.matches("(?s).*[\",\\r\\n'].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
    }

    private void writeJson(Rows<T> rows, Writer out) {
        JsonGenerator json = JSON.createGenerator(out);
        json.writeStartObject();
        json.writeArrayPropertyStart("items");
        rows.forEach(row -> {
            json.writeStartObject();
            columns.forEach(column -> {
                Object value = column.value().apply(row);
                json.writePOJOProperty(
                        column.name(),
                        value instanceof Number || value instanceof Boolean || value == null ? value : value.toString());
            });
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
        json.flush();
    }
}
