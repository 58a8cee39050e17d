package org.privatelink.portal.source;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.privatelink.portal.source.SourceClient.AuthSpec;

/** Puts what Platform says of a source's authentication kinds over what the catalogue says. */
final class LiveKinds {

    private static final int LONGEST_NAME = 120;

    private final Source source;
    private final List<AuthSpec> specs;

    private LiveKinds(Source source, List<AuthSpec> specs) {
        this.source = source;
        this.specs = specs;
    }

    /** The source as Platform offers it; as it was where Platform says nothing that can be used. */
    static Source over(Source source, List<AuthSpec> answered) {
        List<AuthSpec> named = answered.stream().filter(LiveKinds::isNamed).toList();
        return named.isEmpty() ? source : source.with(new LiveKinds(source, named).kinds());
    }

    private static boolean isNamed(AuthSpec spec) {
        String name = spec.name();
        return name != null && name.length() <= LONGEST_NAME && !Names.plain(name).isEmpty() && !name.matches(".*\\p{Cntrl}.*");
    }

    private List<AuthenticationKind> kinds() {
        List<AuthenticationKind> kinds = new ArrayList<>();
        Set<AuthSpec> used = new HashSet<>();
        for (AuthenticationKind kind : source.authentications()) {
            Optional<AuthSpec> live = live(kind);
            live.ifPresent(used::add);
            kinds.add(live.map(spec -> offered(kind, spec)).orElseGet(kind::withdrawn));
        }
        specs.stream().filter(spec -> !used.contains(spec)).flatMap(spec -> undocumented(spec).stream()).forEach(kinds::add);
        kinds.sort(Comparator.comparing(AuthenticationKind::offer));
        return kinds;
    }

    /** By its exact name, else by its letters and digits, else by what other guides call it. */
    private Optional<AuthSpec> live(AuthenticationKind kind) {
        return named(kind.specName()::equals)
                .or(() -> named(name -> Names.areAlike(name, kind.specName())))
                .or(() -> named(name -> kind.aliases().stream().anyMatch(alias -> Names.areAlike(name, alias))));
    }

    private Optional<AuthSpec> named(Predicate<String> isName) {
        return specs.stream().filter(spec -> isName.test(String.valueOf(spec.name()))).findFirst();
    }

    private AuthenticationKind offered(AuthenticationKind kind, AuthSpec spec) {
        LiveSchema schema = LiveSchema.of(spec.spec());
        Set<String> known = kind.parameterNames();
        Stream<ConnectionField> more = schema.required().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .flatMap(name -> schema.field(name, List.of()).stream());
        List<ConnectionField> fields =
                Stream.concat(kind.fields().stream().map(field -> adapted(field, schema)), more).toList();
        return kind.offeredAs(String.valueOf(spec.name()), fields);
    }

    private static ConnectionField adapted(ConnectionField field, LiveSchema schema) {
        List<String> choices = field.isSecret() ? List.of() : schema.choices(field.name());
        return choices.isEmpty() ? field : field.withChoices(choices);
    }

    private Optional<AuthenticationKind> undocumented(AuthSpec spec) {
        String name = String.valueOf(spec.name());
        List<ConnectionField> known =
                source.authentications().stream().flatMap(kind -> kind.fields().stream()).toList();
        return LiveSchema.of(spec.spec()).fields(known).map(fields -> new AuthenticationKind(
                "platform-" + Names.plain(name), name, name, null, fields, Map.of(), List.of(), Offer.UNDOCUMENTED));
    }
}
