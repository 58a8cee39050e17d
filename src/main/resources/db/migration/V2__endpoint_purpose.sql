-- What Platform does not keep of a private endpoint: why it was asked for. Who and when stand in the activity.
create table endpoint_purpose (
    activity_id varchar(36)   not null primary key references activity (id),
    reason      varchar(2000) not null,
    ticket      varchar(400),
    owner       varchar(400)  not null
);
