-- Members who asked to be erased after a time without a visit. Of nobody else is a last visit kept.
create table privacy_idle_choices (
  person_id uuid primary key references accounts_people on delete cascade,
  months smallint not null check (months in (12, 24, 36)),
  -- The last visit that is known; sessions, from which it is learnt, end long before.
  seen_at timestamptz not null,
  -- Of the letters that say it comes: how many days before the last one told. Null since the last visit.
  told_days smallint check (told_days in (30, 7)),
  told_at timestamptz,
  check ((told_days is null) = (told_at is null))
);
create index privacy_idle_choices_seen on privacy_idle_choices (seen_at);
