package org.privatelink.portal.simulator.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** As many made-up endpoints in production as wanted: all sources in turn, every state, two years. */
class BulkEndpoints {

    /** Fixed, so that a restart changes nothing. */
    static final Instant BEGINNING = Instant.parse("2024-11-01T00:00:00Z");
    static final Duration TWO_YEARS = Duration.ofDays(730);
    static final List<String> TOPICS = List.of(
            "orders", "returns", "loyalty", "webevents", "catalogue", "stores", "calls", "consents");

    private static final List<String> COMPANIES = List.of(
            "northwind", "tailspin", "litware", "wingtip", "proseware", "adatum", "fourthcof", "woodgrove");
    private static final List<String> SPECS = List.of(
            ConnectionSpec.BLOB,
            ConnectionSpec.ADLS,
            ConnectionSpec.POSTGRES,
            ConnectionSpec.TABLE,
            ConnectionSpec.FILES,
            ConnectionSpec.SNOWFLAKE);
    private static final List<String> SOURCES = List.of("blob", "lake", "postgres", "table", "files", "snowflake");
    private static final int SUBSCRIPTIONS = 24;

    private BulkEndpoints() {}

    /** Always the same for the same number. */
    static PrivateEndpoint endpoint(int number) {
        SplittableRandom random = new SplittableRandom(number);
        String company = any(COMPANIES, random);
        String topic = any(TOPICS, random);
        int source = number % SPECS.size();
        long createdAt = BEGINNING.toEpochMilli() + random.nextLong(TWO_YEARS.toMillis());
        String state = state(random.nextInt(100));
        return new PrivateEndpoint(
                Ids.named("endpoint/bulk/" + number),
                "prod",
                createdAt,
                "%s-%s-%s-%05d".formatted(company, topic, SOURCES.get(source), number),
                Ids.named("subscription/bulk/" + random.nextInt(SUBSCRIPTIONS)),
                company + "-" + topic + "-rg",
                resource(SPECS.get(source), company, topic, number),
                fqdns(SPECS.get(source), company, number),
                SpecRef.of(SPECS.get(source)),
                state,
                state,
                createdAt,
                null,
                null);
    }

    private static String state(int percent) {
        if (percent < 78) {
            return "Approved";
        }
        if (percent < 87) {
            return "Pending";
        }
        if (percent < 92) {
            return "Disconnected";
        }
        return percent < 96 ? "Rejected" : "Failed";
    }

    /** No two endpoints share one, but for Snowflake, whose accounts tell them apart. */
    private static String resource(String specId, String company, String topic, int number) {
        return switch (specId) {
            case ConnectionSpec.POSTGRES -> "%s-%s-%05d".formatted(company, topic, number);
            case ConnectionSpec.SNOWFLAKE -> "sf-pvlinksvc-" + company;
            default -> "%s%s%05d".formatted(company, topic, number);
        };
    }

    private static @Nullable List<String> fqdns(String specId, String company, int number) {
        if (!specId.equals(ConnectionSpec.SNOWFLAKE)) {
            return null;
        }
        String account = "%s-a%05d".formatted(company, number);
        return List.of(
                account + ".privatelink.snowflakecomputing.com",
                "ocsp." + account + ".privatelink.snowflakecomputing.com");
    }

    static <T> T any(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
