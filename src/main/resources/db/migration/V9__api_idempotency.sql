-- Keys under which callers of the API create things. Neither the key nor the body is kept: the id is a hash of the key,
-- and the fingerprint a hash of the body under it. Rows are only ever added.
create table api_submission (
    id          varchar(36)              not null primary key,
    fingerprint varchar(64)              not null,
    claimed_at  timestamp with time zone not null
);
