-- When a sandbox was looked at and when it is looked at next. Whoever looks holds the lease: one portal at a time.
create table watch_round (
    sandbox        varchar(256)             not null primary key,
    next_at        timestamp with time zone not null,
    lease          varchar(36),
    leased_until   timestamp with time zone,
    looked_at      timestamp with time zone,
    checked_at     timestamp with time zone,
    asked_at       timestamp with time zone,
    quiet_until    timestamp with time zone,
    connections_at timestamp with time zone,
    failures       integer                  not null,
    failing        varchar(100)
);
create index watch_round_next on watch_round (next_at);

-- An endpoint as it was last seen. It stays when Platform no longer lists it.
create table watch_endpoint (
    sandbox             varchar(256)             not null,
    endpoint_id         varchar(512)             not null,
    seen                varchar                  not null,
    since               timestamp with time zone not null,
    last_seen_at        timestamp with time zone not null,
    absent_at           timestamp with time zone,
    gone_at             timestamp with time zone,
    first_connection_at timestamp with time zone,
    primary key (sandbox, endpoint_id)
);

-- Each change that was seen. Rows are only ever added. No state before: seen for the first time; none after: gone.
create table watch_change (
    id          varchar(36)              not null primary key,
    sandbox     varchar(256)             not null,
    endpoint_id varchar(512)             not null,
    seen_at     timestamp with time zone not null,
    from_state  varchar(20),
    to_state    varchar(20),
    raw_state   varchar(200),
    drift       boolean                  not null
);
create index watch_change_endpoint on watch_change (sandbox, endpoint_id, seen_at);

-- What became of a drift: the connections that stood on the endpoint, as soon as they could be read, and its end.
create table watch_drift (
    change_id    varchar(36)   not null primary key references watch_change (id),
    sandbox      varchar(256)  not null,
    endpoint_id  varchar(512)  not null,
    name         varchar(1024) not null,
    linked       varchar,
    over_at      timestamp with time zone,
    handled_at   timestamp with time zone,
    handled_id   varchar(256),
    handled_name varchar(256)
);
create index watch_drift_sandbox on watch_drift (sandbox);

-- How often a thing that pages show has changed: they compare it with what they show.
create table watch_version (
    sandbox varchar(256) not null,
    topic   varchar(600) not null,
    version bigint       not null,
    primary key (sandbox, topic)
);
