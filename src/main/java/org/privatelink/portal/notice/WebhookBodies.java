package org.privatelink.portal.notice;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.privatelink.portal.notice.NoticeProperties.Format;
import tools.jackson.databind.json.JsonMapper;

/** What is posted to webhooks. */
class WebhookBodies {

    private static final Pattern LINKED = Pattern.compile("(?i)://|\\bwww\\.|mailto:|@|](?=[(\\[:])");
    private static final String INVISIBLE = "\u200b";

    private final NoticeTexts texts;
    private final JsonMapper json;

    WebhookBodies(NoticeTexts texts, JsonMapper json) {
        this.texts = texts;
        this.json = json;
    }

    byte[] body(Format format, Notice notice) {
        return json.writeValueAsBytes(switch (format) {
            case CHAT -> chat(notice.happening());
            case TEAMS -> card(notice.happening());
            case SIGNED -> fields(notice);
        });
    }

    private Map<String, Object> chat(Happening happening) {
        List<String> lines = new ArrayList<>(List.of(texts.subject(happening)));
        lines.addAll(texts.lines(happening));
        List<String> safe = new ArrayList<>(lines.stream().map(WebhookBodies::plain).toList());
        safe.add(texts.link(happening));
        return Map.of("text", String.join("\n", safe));
    }

    /**
     * Words that stay words: Slack escapes three characters as HTML does and knows mentions by them; Teams reads
     * Markdown. An invisible space breaks what either would make a link or mention of by itself.
     */
    static String plain(String text) {
        String escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('`', '\'');
        return LINKED.matcher(escaped).replaceAll("$0" + INVISIBLE);
    }

    /** Text runs are shown as they are: no Markdown, no mentions. */
    private Map<String, Object> card(Happening happening) {
        List<Map<String, Object>> blocks = new ArrayList<>();
        blocks.add(block(Map.of("type", "TextRun", "text", texts.subject(happening), "weight", "Bolder")));
        texts.lines(happening).forEach(line -> blocks.add(block(Map.of("type", "TextRun", "text", line))));
        Map<String, Object> card = new LinkedHashMap<>();
        card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
        card.put("type", "AdaptiveCard");
        card.put("version", "1.2");
        card.put("body", blocks);
        card.put("actions", List.of(Map.of(
                "type", "Action.OpenUrl", "title", texts.open(), "url", texts.link(happening))));
        return Map.of("type", "message", "attachments", List.of(
                Map.of("contentType", "application/vnd.microsoft.card.adaptive", "content", card)));
    }

    private static Map<String, Object> block(Map<String, Object> run) {
        return Map.of("type", "RichTextBlock", "inlines", List.of(run));
    }

    private Map<String, @Nullable Object> fields(Notice notice) {
        Happening happening = notice.happening();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("event", happening.kind().key());
        fields.put("id", notice.id());
        fields.put("time", happening.time().toString());
        fields.put("sandbox", happening.sandbox());
        fields.put("name", happening.name());
        fields.put("source", happening.source());
        fields.put("resource", happening.resource());
        fields.put("state", happening.state());
        fields.put("requester", happening.requester());
        fields.put("reason", happening.reason());
        fields.put("ticket", happening.ticket());
        fields.put("actor", happening.actor());
        fields.put("comment", happening.comment());
        fields.put("linked", happening.linked());
        fields.put("moreLinked", happening.moreLinked());
        fields.put("link", texts.link(happening));
        return fields;
    }
}
