-- Companies that get data, what was agreed with them, and what was changed about that.

create table privacy_vendors (
  id uuid primary key,
  name text not null check (length(name) between 1 and 120),
  does text not null check (length(does) between 1 and 500),
  -- Words of the declaration.
  categories text[] not null,
  purposes text[] not null,
  -- Where it works on the data, as STORAGE_REGION is written.
  region text not null check (length(region) between 1 and 80),
  -- The hosts that a connection may lead to; empty where nothing of ours connects to it.
  hosts text[] not null default '{}',
  agreement text not null check (agreement in ('own', 'dpa', 'scc', 'adequacy')),
  -- SHA-256 of the signed file, which is not kept here.
  agreement_hash bytea check (octet_length(agreement_hash) = 32),
  -- Days of UTC, as 2026-01-31: compared as text, so that no clock's zone moves them.
  signed_on text check (signed_on ~ '^\d{4}-\d\d-\d\d$'),
  ends_on text check (ends_on ~ '^\d{4}-\d\d-\d\d$'),
  review_on text not null check (review_on ~ '^\d{4}-\d\d-\d\d$'),
  state text not null check (state in ('draft', 'active', 'ended')),
  -- Counts changes, so that of two who change it at once the second is told.
  version integer not null default 1,
  created_at timestamptz not null,
  activated_at timestamptz,
  ended_at timestamptz,
  check ((state = 'ended') = (ended_at is not null)),
  -- What is sold, leased, rented or traded has no word, whatever the program says.
  check (not purposes && array['sell', 'sale', 'lease', 'rent', 'trade', 'commercial', 'share'])
);
create index privacy_vendors_state on privacy_vendors (state);

-- Whom to speak to there: a person with rights and a key of their own.
create table privacy_vendor_contacts (
  subject_id uuid primary key,
  vendor_id uuid not null unique references privacy_vendors,
  name bytea not null,
  email bytea not null,
  added_at timestamptz not null
);

create table privacy_vendor_changes (
  vendor_id uuid not null references privacy_vendors,
  -- That of the entry after the change.
  version integer not null,
  -- Which member of staff; null where it was the operator, or one who has gone.
  by_person_id uuid references accounts_people on delete set null,
  changed_at timestamptz not null,
  what text not null check (what in ('added', 'changed', 'activated', 'ended')),
  -- One line for each thing that changed, without anything of a person.
  lines text[] not null,
  primary key (vendor_id, version)
);

-- A history only grows. Emptying who did it is let through, and nothing else: that is how somebody is erased.
create function privacy_keep_history() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and new.by_person_id is null
     and to_jsonb(new) - 'by_person_id' = to_jsonb(old) - 'by_person_id' then
    return new;
  end if;
  raise exception '% only grows', tg_table_name;
end
$$;
create trigger privacy_vendor_changes_only_grow before update or delete on privacy_vendor_changes
  for each row execute function privacy_keep_history();
