-- What lists look for and sort by, so that nobody reads all to show a page: texts in lower case, cut to what an index
-- holds. The endpoint itself stays in "seen"; rows from before are filled in by the next look.
alter table watch_endpoint add column name varchar(200);
alter table watch_endpoint add column state varchar(20);
alter table watch_endpoint add column spec_id varchar(200);
alter table watch_endpoint add column subscription_id varchar(200);
alter table watch_endpoint add column resource_group varchar(200);
alter table watch_endpoint add column resource_name varchar(200);
alter table watch_endpoint add column search varchar;
-- How many connections name it, as last counted.
alter table watch_endpoint add column connections bigint;
-- When this portal deleted it. It is not shown from then on, unless a later look finds it all the same.
alter table watch_endpoint add column deleted_at timestamp with time zone;
create index watch_endpoint_name on watch_endpoint (sandbox, name);
create index watch_endpoint_resource on watch_endpoint (resource_name);

-- Connections are kept by their own room now.
alter table watch_round drop column connections_at;
