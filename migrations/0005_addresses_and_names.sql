-- Several addresses of a person, changes of address that can be undone, and user names that were given up.

-- Set where a person has given up an address whose change can still be undone: until then it is kept for them, sealed,
-- and nobody else can prove it.
alter table accounts_addresses
  add column held_until timestamptz,
  add constraint accounts_addresses_held_shape check (held_until is null or (verified_at is not null and not is_primary));
create index accounts_addresses_held on accounts_addresses (held_until) where held_until is not null;

-- Another address became the primary one, and the one before may still undo it.
create table accounts_address_changes (
  id uuid primary key,
  person_id uuid not null references accounts_people on delete cascade,
  from_address_id uuid not null references accounts_addresses on delete cascade,
  -- Empty once the new address is gone by itself.
  to_address_id uuid references accounts_addresses on delete set null,
  changed_at timestamptz not null,
  undo_until timestamptz not null
);
create index accounts_address_changes_person on accounts_address_changes (person_id);
create index accounts_address_changes_from on accounts_address_changes (from_address_id);
create index accounts_address_changes_to on accounts_address_changes (to_address_id);
create index accounts_address_changes_expiry on accounts_address_changes (undo_until);

alter table accounts_mail_tokens
  drop constraint accounts_mail_tokens_use_check,
  add constraint accounts_mail_tokens_use_check check (use in ('verify', 'reset', 'undo', 'not-me'));

-- A user name that somebody gave up, as a keyed one-way number. Nobody else gets it before it is free. Without a person
-- where the account is closed.
create table accounts_given_up_names (
  name_index bytea primary key,
  person_id uuid references accounts_people on delete set null,
  free_at timestamptz not null
);
create index accounts_given_up_names_person on accounts_given_up_names (person_id);
create index accounts_given_up_names_expiry on accounts_given_up_names (free_at);

-- That somebody changed their user name, to count how often; not from what to what.
create table accounts_name_changes (
  id uuid primary key,
  person_id uuid not null references accounts_people on delete cascade,
  changed_at timestamptz not null
);
create index accounts_name_changes_person on accounts_name_changes (person_id);
create index accounts_name_changes_time on accounts_name_changes (changed_at);

-- Families of browsers by which a person signed in, to notice one that is new to them.
create table accounts_browsers_seen (
  id uuid primary key,
  person_id uuid not null references accounts_people on delete cascade,
  browser text not null,
  last_seen_on date not null,
  -- The sign-in that a letter tells of, where one does.
  told_at timestamptz,
  unique (person_id, browser)
);
create index accounts_browsers_seen_day on accounts_browsers_seen (last_seen_on);
