package org.privatelink.portal.notice;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.privatelink.portal.MovableClock;
import org.privatelink.portal.azure.AzureResourceId;
import org.privatelink.portal.azure.ResourceType;
import org.privatelink.portal.endpoint.Endpoint;
import org.privatelink.portal.endpoint.EndpointState;
import org.privatelink.portal.endpoint.EndpointView;
import org.privatelink.portal.notice.NoticeProperties.Format;
import org.privatelink.portal.notice.NoticeProperties.Mail;
import org.privatelink.portal.notice.NoticeProperties.Retry;
import org.privatelink.portal.notice.NoticeProperties.Webhook;
import org.privatelink.portal.platform.Secret;
import org.privatelink.portal.request.RequestNews;
import org.privatelink.portal.request.Requests;
import org.privatelink.portal.source.Sources;
import org.privatelink.portal.watch.EndpointChanged;
import org.privatelink.portal.watch.Linked;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.task.SimpleAsyncTaskExecutorBuilder;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mail.javamail.JavaMailSender;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/** The room, put together by hand on a database and a clock of the test's. */
final class NoticeBench {

    static final Instant NOW = Instant.parse("2026-11-02T10:00:00.123456Z");
    static final String SECRET = "a secret of the test";

    final MovableClock clock = new MovableClock(NOW);
    final JdbcClient jdbc;
    final NoticeRepository repository;
    final TransactionTemplate transaction;
    final Requests requests = mock(Requests.class);
    private final JsonMapper json = JsonMapper.builder().build();
    private final List<NoticeSender> senders = new ArrayList<>();
    private final List<String> approvers = new ArrayList<>();
    private final Map<String, List<String>> approversOf = new LinkedHashMap<>();
    private final Map<String, Webhook> webhooks = new LinkedHashMap<>();
    private int mailPort;
    private Duration timeout = Duration.ofSeconds(5);

    NoticeBench(DataSource source) {
        jdbc = JdbcClient.create(source);
        JdbcTransactionManager transactions = new JdbcTransactionManager(source);
        repository = new NoticeRepository(jdbc, json, transactions);
        transaction = new TransactionTemplate(transactions);
        jdbc.sql("delete from notice").update();
    }

    NoticeBench approvers(String... addresses) {
        approvers.addAll(List.of(addresses));
        return this;
    }

    NoticeBench approversOf(String sandbox, String... addresses) {
        approversOf.put(sandbox, List.of(addresses));
        return this;
    }

    NoticeBench mailAt(int port) {
        mailPort = port;
        return this;
    }

    NoticeBench webhook(String name, String url, Format format) {
        return webhook(name, url, format, Set.of(), Set.of());
    }

    NoticeBench webhook(String name, String url, Format format, Set<NoticeKind> events, Set<String> sandboxes) {
        webhooks.put(name, new Webhook(Secret.of(url), format, Secret.of(SECRET), events, sandboxes));
        return this;
    }

    NoticeBench timeout(Duration longest) {
        timeout = longest;
        return this;
    }

    NoticeProperties properties() {
        return new NoticeProperties(
                "https://portal.example.com/",
                new Mail("Private Link Portal <portal@example.com>", true, approvers, approversOf),
                webhooks,
                new Retry(Duration.ofSeconds(30), Duration.ofMinutes(30), Duration.ofHours(48)),
                Duration.ofSeconds(5),
                timeout,
                Duration.ofDays(90));
    }

    NoticeTexts texts() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setAlwaysUseMessageFormat(true);
        return new NoticeTexts(messages, properties());
    }

    Notices notices() {
        EndpointView.Maker views = mock(EndpointView.Maker.class);
        when(views.resourceId(any())).thenReturn(new AzureResourceId("sub", "group", ResourceType.STORAGE_ACCOUNT, "acme"));
        Sources sources = mock(Sources.class);
        when(sources.titleOf(any())).thenReturn("Azure Blob Storage");
        return new Notices(repository, properties(), requests, sources, views, clock);
    }

    Channels channels() {
        JavaMailSenderImpl mail = new JavaMailSenderImpl();
        mail.setHost("127.0.0.1");
        mail.setPort(mailPort);
        var beans = new StaticListableBeanFactory(Map.of("mail", mail));
        return new Channels(properties(), beans.getBeanProvider(JavaMailSender.class), texts(), json, clock);
    }

    WebhookBodies bodies() {
        return new WebhookBodies(texts(), json);
    }

    /** As after a restart, or on another node. */
    NoticeSender sender() {
        var builder = new SimpleAsyncTaskExecutorBuilder().virtualThreads(Runtime.version().feature() >= 21);
        NoticeSender sender = new NoticeSender(repository, channels(), properties(), builder, clock);
        senders.add(sender);
        return sender;
    }

    void stop() {
        senders.forEach(NoticeSender::stop);
    }

    /** For one address, as if it had just happened. */
    Notice stored(Target target) {
        String key = "test:" + UUID.randomUUID();
        repository.add(key, target, happening(NoticeKind.RAISED), clock.instant());
        return repository.find(jdbc.sql("select id from notice where event_key = :key")
                        .param("key", key)
                        .query(String.class)
                        .single())
                .orElseThrow();
    }

    Notice now(Notice notice) {
        return repository.find(notice.id()).orElseThrow();
    }

    List<Notice> all() {
        return repository.newest(1_000);
    }

    static Happening happening(NoticeKind kind) {
        return new Happening(
                kind, NOW, "prod", "acme-lake", "Azure Blob Storage", "/subscriptions/s/x", "raised", "Dana Engineer",
                "Loads orders", "OPS-7", "Dana Engineer", null, null, null, "/s/prod/requests/r-1");
    }

    static RequestNews news(RequestNews.Kind kind, String key) {
        return news(kind, key, "Dana Engineer", "Loads orders", null);
    }

    static RequestNews news(RequestNews.Kind kind, String key, String actor, String reason, String comment) {
        return new RequestNews(
                kind, key, "prod", "r-1", "acme-lake", "Azure Blob Storage",
                "/subscriptions/sub/resourceGroups/group/providers/Microsoft.Storage/storageAccounts/acme", "Dana Engineer",
                "dana@example.com", reason, "OPS-7", actor, "Dana Engineer".equals(actor), comment);
    }

    static EndpointChanged change(EndpointState from, EndpointState to, boolean drift, List<String> linked) {
        Endpoint endpoint = new Endpoint(
                "e/1 ü", "acme-lake", "sub", "group", "acme", List.of(), new Endpoint.Spec("spec", "1.0"), "x");
        Linked names = linked == null
                ? null
                : new Linked(linked.stream().map(name -> new Linked.One(name, name)).toList(), linked.size() + 8_975);
        return new EndpointChanged("c-" + from + to + drift, "prod", endpoint, from, to, drift, names, NOW);
    }
}
