-- Invitations to act for an organisation. Whoever is invited may be nobody here yet: the row is theirs, with a key of its own.

create table accounts_invitations (
  id uuid primary key,
  organisation_id uuid not null references accounts_organisations on delete cascade,
  -- Sealed under the number of this row, and found by a keyed number.
  email bytea not null,
  email_index bytea not null,
  roles text[] not null check (
    cardinality(roles) between 1 and 5
    and roles <@ array['owner', 'orders', 'finance', 'technical', 'reader']
  ),
  -- SHA-256 of what the link in the letter holds; null until the letter is written.
  token_hash bytea unique check (octet_length(token_hash) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- An address is invited once at a time.
  unique (organisation_id, email_index)
);
create index accounts_invitations_address on accounts_invitations (email_index);
create index accounts_invitations_end on accounts_invitations (expires_at);
