-- The ledger: each row holds the hash of the one before it, and its own over all its columns. Rows are only ever added.
create table audit_entry (
    seq         bigint                   not null primary key,
    noted_at    timestamp with time zone not null,
    event       varchar(40)              not null,
    result      varchar(20)              not null,
    reason      varchar(80),
    person_id   varchar(256),
    person_name varchar(256),
    roles       varchar(80),
    sandbox     varchar(256),
    target_id   varchar(512),
    target_name varchar(1024),
    way         varchar(20)              not null,
    correlation varchar(64),
    address     varchar(64),
    act_id      varchar(36),
    request_id  varchar(256),
    message     varchar(2000),
    times       integer                  not null,
    -- Over the rows of the act as they stood when this was written.
    digest      varchar(64),
    previous    varchar(64)              not null,
    hash        varchar(64)              not null
);
create index audit_entry_person on audit_entry (person_id, seq);
create index audit_entry_name on audit_entry (person_name, seq);
create index audit_entry_event on audit_entry (event, seq);
create index audit_entry_result on audit_entry (result, seq);
create index audit_entry_sandbox on audit_entry (sandbox, seq);
create index audit_entry_target on audit_entry (target_id, seq);
create index audit_entry_target_name on audit_entry (target_name, seq);
create index audit_entry_correlation on audit_entry (correlation);
create index audit_entry_request on audit_entry (request_id);
create index audit_entry_act on audit_entry (act_id);
create index audit_entry_at on audit_entry (noted_at);

-- Its end. Whoever adds a row holds this one: the rows come one after another, whichever portal writes them.
create table audit_head (
    id   integer     not null primary key,
    seq  bigint      not null,
    hash varchar(64) not null
);
insert into audit_head (id, seq, hash) values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');
