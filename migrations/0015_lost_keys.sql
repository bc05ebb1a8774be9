-- People whose key was lost with the master key that locked it: what it sealed before is gone, and reads as nothing.
create table platform_lost_keys (
  subject_id uuid primary key,
  lost_at timestamptz not null
);
