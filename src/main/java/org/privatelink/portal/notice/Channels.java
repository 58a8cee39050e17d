package org.privatelink.portal.notice;

import java.net.http.HttpClient;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The ways out, as configured. */
@Component
final class Channels {

    private final Map<String, Channel> byName;

    Channels(
            NoticeProperties properties,
            ObjectProvider<JavaMailSender> mail,
            NoticeTexts texts,
            JsonMapper json,
            Clock clock) {
        Map<String, Channel> channels = new HashMap<>();
        JavaMailSender sender = mail.getIfAvailable();
        if (properties.mail().isOn() && sender != null) {
            channels.put(
                    NoticeProperties.MAIL,
                    new MailChannel(sender, properties.mail().from(), properties.timeout(), texts));
        }
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(properties.timeout())
                .build();
        WebhookBodies bodies = new WebhookBodies(texts, json);
        properties.webhooks().forEach((name, webhook) ->
                channels.put(name, new WebhookChannel(webhook, http, properties.timeout(), bodies, clock)));
        this.byName = Map.copyOf(channels);
    }

    Optional<Channel> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
