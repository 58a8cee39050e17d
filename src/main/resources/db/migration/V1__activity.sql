-- Acts on Platform: an intent, committed before the call; later what became of it. Rows are only ever added.
create table activity (
    id           varchar(36)              not null primary key,
    submission   varchar(64)              not null,
    act          varchar(40)              not null,
    sandbox      varchar(256)             not null,
    subject_id   varchar(512),
    subject_name varchar(1024)            not null,
    facts        varchar(20000)           not null,
    person_id    varchar(256)             not null,
    person_name  varchar(256)             not null,
    begun_at     timestamp with time zone not null,
    constraint activity_submission unique (submission)
);
create index activity_sandbox on activity (sandbox, begun_at);

-- One row may say that the answer was lost (settled = false), one how the act ended (settled = true).
create table activity_outcome (
    activity_id varchar(36)              not null references activity (id),
    settled     boolean                  not null,
    outcome     varchar(20)              not null,
    subject_id  varchar(512),
    request_id  varchar(256),
    message     varchar(2000),
    noted_at    timestamp with time zone not null,
    primary key (activity_id, settled)
);
create index activity_outcome_subject on activity_outcome (subject_id);
