-- What people are shown of a sign-in, so that they know it again and can end it; none of sign-ins from before.
-- the person as the portal knows them, which may be by another claim than the provider's
alter table sign_in add column account varchar(255);
alter table sign_in add column name varchar(200);
alter table sign_in add column address varchar(64);
alter table sign_in add column browser varchar(40);
alter table sign_in add column begun_at timestamp with time zone;
