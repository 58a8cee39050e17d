-- Requests for endpoints. What Platform did with one stands in its activity.
create table endpoint_request (
    id                  varchar(36)              not null primary key,
    sandbox             varchar(256)             not null,
    source              varchar(80)              not null,
    name                varchar(1024)            not null,
    subscription_id     varchar(36)              not null,
    resource_group_name varchar(90)              not null,
    resource_name       varchar(256)             not null,
    fqdns               varchar(8000)            not null,
    reason              varchar(2000)            not null,
    ticket              varchar(400)             not null,
    owner               varchar(400)             not null,
    requester_id        varchar(256)             not null,
    requester_name      varchar(256)             not null,
    requester_email     varchar(320),
    state               varchar(20)              not null,
    -- Rises with each change of what is asked for: a decision is about one version.
    version             integer                  not null,
    created_at          timestamp with time zone not null,
    changed_at          timestamp with time zone not null,
    requested_at        timestamp with time zone,
    reminded_at         timestamp with time zone,
    -- How often its age has been told to the approvers.
    aged                integer                  not null,
    decider_id          varchar(256),
    decider_name        varchar(256),
    decided_at          timestamp with time zone,
    comment_text        varchar(2000),
    -- Agreed and not yet on its way to Platform: when to try. Null as soon as the intent is on record.
    send_at             timestamp with time zone,
    send_problem        varchar(2000),
    attempt             integer                  not null,
    activity_id         varchar(36) references activity (id)
);
create index endpoint_request_sandbox on endpoint_request (sandbox, state);
create index endpoint_request_state on endpoint_request (state);
create index endpoint_request_requester on endpoint_request (requester_id);
create index endpoint_request_source on endpoint_request (source, state);
create index endpoint_request_activity on endpoint_request (activity_id);
create index endpoint_request_send on endpoint_request (send_at);
create index activity_subject on activity (subject_id);
