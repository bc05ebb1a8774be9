-- That something a person says of themselves was changed: what, when and by whom; never from what to what.
create table accounts_corrections (
  id uuid primary key,
  person_id uuid not null references accounts_people on delete cascade,
  what text not null check (what in ('username', 'display-name', 'about', 'profile-open', 'primary-address')),
  by text not null check (by in ('self', 'support')),
  corrected_at timestamptz not null
);
create index accounts_corrections_person on accounts_corrections (person_id, corrected_at);
create index accounts_corrections_time on accounts_corrections (corrected_at);
