-- Notices, stored with what they tell of and sent afterwards. A row that is due is sent; a claim makes it due later.
create table notice (
    id         varchar(36)              not null primary key,
    event_key  varchar(300)             not null,
    channel    varchar(80)              not null,
    address    varchar(320)             not null,
    facts      varchar(20000)           not null,
    noted_at   timestamp with time zone not null,
    due_at     timestamp with time zone not null,
    attempts   int                      not null,
    unsure     int                      not null,
    state      varchar(20)              not null,
    problem    varchar(40),
    detail     varchar(500),
    settled_at timestamp with time zone,
    constraint notice_once unique (event_key, channel, address)
);
create index notice_due on notice (state, due_at);
create index notice_noted on notice (noted_at);
