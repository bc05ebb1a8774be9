-- Writes that a program named with a key of its own, so that one that is sent again is done once.

create table accounts_repeats (
  person_id uuid not null references accounts_people on delete cascade,
  -- SHA-256 of the key.
  key_hash bytea not null,
  -- SHA-256 of what was asked: another request must not come under the same key.
  asked_hash bytea not null,
  began_at timestamptz not null,
  -- What became of it; null while it is being done.
  outcome text check (outcome in ('created', 'processing', 'exact', 'pixels', 'changed', 'deleted')),
  -- The picture that it was about.
  image_id uuid,
  primary key (person_id, key_hash),
  check (outcome is not null or image_id is null)
);
create index accounts_repeats_began on accounts_repeats (began_at);
