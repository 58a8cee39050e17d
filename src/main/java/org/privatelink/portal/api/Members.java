package org.privatelink.portal.api;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.page.Texts;
import org.springframework.stereotype.Component;

/** Describes the members of the API's records: what may be missing, what each means, and that bodies take no others. */
@Component
class Members implements ModelConverter {

    private final Texts texts;

    Members(Texts texts) {
        this.texts = texts;
    }

    @Override
    public @Nullable Schema resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
        Schema<?> resolved = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
        JavaType java = Json.mapper().constructType(type.getType());
        Class<?> record = java == null ? Object.class : java.getRawClass();
        if (resolved != null && record.isRecord() && record.getPackage().equals(Members.class.getPackage())) {
            Schema<?> model = context.getDefinedModels().get(name(record));
            if (model != null && model.getProperties() != null) {
                complete(record, model);
            }
        }
        return resolved;
    }

    private static String name(Class<?> record) {
        var named = record.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
        return named == null ? record.getSimpleName() : named.name();
    }

    private void complete(Class<?> record, Schema<?> model) {
        for (RecordComponent member : record.getRecordComponents()) {
            Schema<?> schema = model.getProperties().get(member.getName());
            if (!member.getAnnotatedType().isAnnotationPresent(Nullable.class)
                    && (model.getRequired() == null || !model.getRequired().contains(member.getName()))) {
                model.addRequiredItem(member.getName());
            }
            if (schema != null) {
                schema.setDescription(texts.get("api.member." + member.getName()));
            }
        }
        if (Body.class.isAssignableFrom(record) || isPartOfABody(record)) {
            model.setAdditionalProperties(false);
            addIgnored(record, model);
        }
    }

    private static boolean isPartOfABody(Class<?> record) {
        return record.getEnclosingClass() != null && Body.class.isAssignableFrom(record.getEnclosingClass());
    }

    /** Members that a body may have because what is read has them. */
    private void addIgnored(Class<?> record, Schema<?> model) {
        var ignored = record.getAnnotation(JsonIgnoreProperties.class);
        if (ignored != null) {
            Map<String, Schema> all = new LinkedHashMap<>(model.getProperties());
            for (String name : ignored.value()) {
                Schema<?> told = new Schema<>();
                told.setReadOnly(true);
                told.setDescription(texts.get("api.member.ignored"));
                all.put(name, told);
            }
            model.setProperties(all);
        }
    }
}
