-- What went wrong with data of people: the register, its clock, who was told, and what everybody may read of it.

create table privacy_breaches (
  id uuid primary key,
  title text not null check (length(title) between 1 and 120),
  happened text not null check (length(happened) between 1 and 4000),
  -- When we became aware of it: the 72 hours count from here (GDPR 33, 1).
  noticed_at timestamptz not null,
  -- Words of the declaration.
  categories text[] not null,
  -- About how many people; null while it is not known.
  people_count integer check (people_count >= 0),
  severity text not null check (severity in ('unlikely', 'risk', 'high')),
  severity_reasons text not null check (length(severity_reasons) between 1 and 2000),
  consequences text not null check (length(consequences) <= 2000),
  measures text not null check (length(measures) <= 4000),
  state text not null check (state in ('open', 'reported', 'not-reportable', 'closed')),
  reported_at timestamptz,
  -- Counts changes, so that of two who change it at once the second is told.
  version integer not null default 1,
  recorded_at timestamptz not null,
  -- The letter to the people concerned; null until somebody begins it.
  notice_text text check (length(notice_text) <= 4000),
  notice_to text check (notice_to in ('everybody', 'stores', 'names')),
  -- Tables of the declaration, where it goes to those of whom they hold something.
  notice_stores text[] not null default '{}',
  -- When everybody it goes to was found.
  notice_found_at timestamptz,
  check ((notice_text is null) = (notice_to is null))
);

create table privacy_breach_steps (
  breach_id uuid not null references privacy_breaches,
  -- That of the entry after the step.
  version integer not null,
  by_person_id uuid references accounts_people on delete set null,
  at timestamptz not null,
  what text not null
    check (what in ('recorded', 'changed', 'reported', 'not-reportable', 'closed', 'reopened', 'told', 'published')),
  lines text[] not null,
  primary key (breach_id, version)
);
create trigger privacy_breach_steps_only_grow before update or delete on privacy_breach_steps
  for each row execute function privacy_keep_history();

-- Who is told by letter, each once.
create table privacy_breach_notices (
  breach_id uuid not null references privacy_breaches,
  person_id uuid not null references accounts_people on delete cascade,
  queued_at timestamptz not null,
  -- Null until the letter left, or was found to have nowhere to go.
  done_at timestamptz,
  outcome text check (outcome in ('sent', 'no-address')),
  primary key (breach_id, person_id),
  check ((done_at is null) = (outcome is null))
);

-- Which reminders of the clock were written, each once.
create table privacy_breach_reminders (
  breach_id uuid not null references privacy_breaches,
  stage text not null check (stage in ('24 hours', '6 hours', 'overdue')),
  at timestamptz not null,
  primary key (breach_id, stage)
);

-- What everybody may read, in every version that it had.
create table privacy_incidents (
  breach_id uuid not null references privacy_breaches,
  version integer not null,
  title text not null check (length(title) between 1 and 120),
  body text not null check (length(body) between 1 and 8000),
  published_at timestamptz not null,
  primary key (breach_id, version)
);
