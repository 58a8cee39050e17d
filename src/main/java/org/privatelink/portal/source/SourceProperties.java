package org.privatelink.portal.source;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.azure.ResourceType;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The catalogue, by a key of ours that stands in URLs and message keys, and how Platform's own description of a source
 * is read.
 *
 * @param catalogue one entry a source; see {@code source-catalogue.yml}
 * @param live how Platform is asked which authentication kinds it offers
 */
@Validated
@ConfigurationProperties("portal.source")
record SourceProperties(@NotEmpty Map<String, @Valid Entry> catalogue, @Valid @DefaultValue Live live) {

    /**
     * @param waitAtMost longest time that a page waits for it; without it the catalogue serves
     * @param keepFor how long an answer is used
     * @param tryAgainAfter how long Platform is not asked again after it did not answer
     */
    record Live(
            @DefaultValue("1s") Duration waitAtMost,
            @DefaultValue("10m") Duration keepFor,
            @DefaultValue("30s") Duration tryAgainAfter) {}

    /**
     * @param title Adobe's name of the source
     * @param specId Adobe's {@code connectionSpec.id}
     * @param specVersion Adobe's {@code connectionSpec.version}
     * @param documented whether Adobe's current guide lists the source for private link
     * @param resourceType the Azure resource that an endpoint leads to
     * @param subResource Azure's sub-resource that Adobe derives from the source; it is never sent
     * @param fqdns whether an endpoint needs host names (Snowflake)
     * @param authentications kinds that the form offers, the first by default
     */
    record Entry(
            @NotBlank String title,
            @NotBlank String specId,
            @DefaultValue("1.0") String specVersion,
            boolean documented,
            @NotNull ResourceType resourceType,
            @NotBlank String subResource,
            boolean fqdns,
            @NotEmpty Map<String, @Valid Kind> authentications) {}

    /**
     * @param specName Adobe's name of the authentication kind, sent as {@code auth.specName}
     * @param title what people call it
     * @param note message key of a remark, such as that the kind is going away
     * @param fields what is asked for, by Adobe's parameter name
     * @param compose parameters that are put together from other fields: {@code {field}} stands for a value
     * @param aliases other names that Adobe's guides give the kind; the one that Platform knows is sent
     */
    record Kind(
            @NotBlank String specName,
            @NotBlank String title,
            @Nullable String note,
            @NotEmpty Map<String, @Valid FieldEntry> fields,
            @DefaultValue Map<String, String> compose,
            @DefaultValue List<String> aliases) {}

    /**
     * @param check the rule that the value is held to
     * @param optional whether it may be empty
     * @param choices the only values allowed
     * @param preset value that the form begins with
     */
    record FieldEntry(
            @DefaultValue("TEXT") FieldCheck check,
            boolean optional,
            @DefaultValue List<String> choices,
            @DefaultValue("") String preset) {}
}
