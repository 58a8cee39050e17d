-- Connections as Platform listed them last, for lists, searches and counts: nothing of it is secret. A row that was
-- deleted through the portal stays, marked, until a later reading of the whole list tells that Platform lost it too.
create table connection_copy (
    sandbox       varchar(256)  not null,
    connection_id varchar(512)  not null,
    name          varchar       not null,
    description   varchar,
    spec_id       varchar(256)  not null,
    spec_name     varchar,
    state         varchar,
    private_link  boolean       not null,
    endpoint_id   varchar(512),
    host          varchar,
    created_at    timestamp with time zone,
    updated_at    timestamp with time zone,
    created_by    varchar,
    search        varchar       not null,
    reading       bigint        not null,
    gone          boolean       not null,
    primary key (sandbox, connection_id)
);
create index connection_copy_created on connection_copy (sandbox, private_link, created_at, connection_id);
create index connection_copy_endpoint on connection_copy (sandbox, endpoint_id);
create index connection_copy_reading on connection_copy (sandbox, reading);

-- When the connections of a sandbox were read as a whole. Whoever reads holds the lease: one portal at a time.
create table connection_reading (
    sandbox      varchar(256) not null primary key,
    reading      bigint       not null,
    lease        varchar(36),
    leased_until timestamp with time zone,
    begun_at     timestamp with time zone,
    next_at      timestamp with time zone not null,
    read_at      timestamp with time zone,
    failures     integer      not null
);
