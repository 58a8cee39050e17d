-- Who is signed in: a row for each session of a browser. A session whose row is gone is over, whatever else holds it.
create table sign_in (
    id               varchar(36)              not null primary key,
    person_id        varchar(255)             not null,
    -- a hash of the provider's id of its session
    provider_session varchar(64),
    -- roles, and groups that open sandboxes, a line each
    authorities      varchar(20000)           not null,
    roles_read_at    timestamp with time zone not null,
    -- encrypted; none where the provider gave none worth keeping
    tokens           bytea,
    -- whoever reads the roles anew has the row until then
    busy_until       timestamp with time zone,
    failed_at        timestamp with time zone
);
create index sign_in_person on sign_in (person_id);
create index sign_in_provider_session on sign_in (provider_session);
create index sign_in_read on sign_in (roles_read_at);

-- Logout tokens that were followed, each once.
create table logout_token (
    id      varchar(64)              not null primary key,
    seen_at timestamp with time zone not null
);
