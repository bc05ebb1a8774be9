-- Accounts that staff prepared for somebody who asked: nobody's until they say yes by the link of a letter. The row is
-- theirs, with a key of its own.

create table accounts_welcomes (
  id uuid primary key,
  -- Sealed under the number of this row, and found by a keyed number.
  email bytea not null,
  email_index bytea not null unique,
  -- A suggestion; they may choose another.
  username text not null check (length(username) between 1 and 60),
  organisation_kind text not null check (organisation_kind in ('publisher', 'advertiser', 'network')),
  organisation_name text not null check (length(organisation_name) between 1 and 120),
  country text not null check (country ~ '^[A-Z]{2}$'),
  -- SHA-256 of what the link in the letter holds; null until the letter is written.
  token_hash bytea unique check (octet_length(token_hash) = 32),
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index accounts_welcomes_end on accounts_welcomes (expires_at);
