package org.privatelink.portal.simulator.platform;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One {@code property} parameter: {@code path==a,b}, or a comparison of numbers.
 *
 * @param path steps of names; one that ends in {@code []} goes into every element of a list
 */
record Filter(List<String> path, String operator, List<String> values) {

    private static final Pattern SYNTAX =
            Pattern.compile("([\\w.\\[\\]:@-]+?)(==|>=|<=|!>|!=|=|~|<|>)(.*)", Pattern.DOTALL);
    private static final Map<String, String> ALIASES = Map.of(
            "inheritedAttributes.sourceConnections[].baseConnectionId",
            "inheritedAttributes.sourceConnections[].baseConnection.id");

    static Filter parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw Refusal.catalogue("1453-400", "Invalid property filter", "The property filter has no operator");
        }
        String path = ALIASES.getOrDefault(matcher.group(1), matcher.group(1));
        Filter filter = new Filter(
                List.of(path.split("\\.")),
                matcher.group(2),
                values(matcher.group(2), matcher.group(3)));
        filter.checkOperator();
        return filter;
    }

    /** Texts may stand in quotes, numbers not. */
    private static List<String> values(String operator, String text) {
        Stream<String> values = Stream.of(text.split(",", -1));
        return (comparesNumbers(operator) ? values : values.map(value -> value.replaceAll("^\"|\"$", ""))).toList();
    }

    private static boolean comparesNumbers(String operator) {
        return !operator.equals("==") && !operator.equals("=");
    }

    private void checkOperator() {
        if (operator.equals("~")) {
            throw Refusal.catalogue("1440-400", "Not implemented", "The operator ~ is not implemented");
        }
        if (operator.startsWith("!")) {
            throw Refusal.catalogue("1450-400", "Invalid operator", "The operator " + operator + " is not supported");
        }
        if (operator.equals("<=") && values.size() > 1) {
            throw Refusal.catalogue("1443-400", "Invalid operator", "The operator <= takes one value");
        }
        if (operator.equals(">=") && path.equals(List.of("id"))) {
            throw Refusal.catalogue("1448-400", "Invalid operator", "The operator >= cannot be used on id");
        }
        if (comparesNumbers(operator)) {
            number(values.get(0));
        }
    }

    boolean matches(JsonNode item) {
        return matches(item, 0);
    }

    private boolean matches(JsonNode node, int depth) {
        if (depth == path.size()) {
            return accepts(node);
        }
        String step = path.get(depth);
        return step.endsWith("[]")
                ? node.path(step.substring(0, step.length() - 2)).valueStream().anyMatch(each -> matches(each, depth + 1))
                : matches(node.path(step), depth + 1);
    }

    private boolean accepts(JsonNode node) {
        if (!comparesNumbers(operator)) {
            return values.stream().anyMatch(value -> isEqual(node, value));
        }
        if (!node.isNumber()) {
            return false;
        }
        int order = Double.compare(node.asDouble(), number(values.get(0)));
        return switch (operator) {
            case "<" -> order < 0;
            case "<=" -> order <= 0;
            case ">" -> order > 0;
            default -> order >= 0;
        };
    }

    private static boolean isEqual(JsonNode node, String value) {
        return node.isValueNode() && !node.isNull() && node.asString("").equals(value);
    }

    private static double number(String value) {
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw Refusal.catalogue("1452-400", "Invalid value type", "The value to compare with must be a number");
        }
    }
}
