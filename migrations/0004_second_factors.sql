-- What proves who somebody is besides a password: passkeys, authenticator apps, recovery codes.

-- By what a session was proven, and when last. Sessions of before were begun with a password.
alter table accounts_sessions
  add column proof text[] not null default '{password}'
    check (proof <> '{}' and proof <@ array['password', 'code', 'recovery', 'passkey']),
  add column proven_at timestamptz;
update accounts_sessions set proven_at = created_at;
alter table accounts_sessions alter column proof drop default, alter column proven_at set not null;

-- One app for each person, and beside it the one that is being set up: 'offered' until a first code shows that the app
-- has the secret. `last_step` is the 30 seconds (RFC 6238) of the last code that was taken: none works twice.
create table accounts_authenticators (
  person_id uuid not null references accounts_people on delete cascade,
  state text not null check (state in ('offered', 'confirmed')),
  secret bytea not null,
  last_step integer not null,
  created_at timestamptz not null,
  primary key (person_id, state)
);

-- Codes for the day on which the app or the passkey is lost. A row is one that was not used yet.
create table accounts_recovery_codes (
  code_hash bytea primary key,
  person_id uuid not null references accounts_people on delete cascade,
  created_at timestamptz not null
);
create index accounts_recovery_codes_person on accounts_recovery_codes (person_id);

-- The public halves of passkeys (WebAuthn level 3). The private half never leaves the member's device. Of the device
-- nothing is stored: neither its model number nor a statement of its maker.
create table accounts_passkeys (
  id uuid primary key,
  person_id uuid not null references accounts_people on delete cascade,
  -- Chosen by the device; at most 1023 bytes (WebAuthn 3, 4, "credential ID").
  credential_id bytea not null unique check (octet_length(credential_id) between 1 and 1023),
  -- COSE_Key (RFC 9052).
  public_key bytea not null check (octet_length(public_key) <= 2048),
  -- An unsigned number of 32 bits; stays 0 where a device does not count.
  sign_count bigint not null check (sign_count between 0 and 4294967295),
  transports text[] not null,
  backed_up boolean not null,
  name text not null,
  created_at timestamptz not null,
  last_used_on date
);
create index accounts_passkeys_person on accounts_passkeys (person_id);

-- Challenges that were answered, so that each works once. One that was given out and not answered leaves nothing.
create table accounts_spent_challenges (
  challenge_hash bytea primary key,
  expires_at timestamptz not null
);
create index accounts_spent_challenges_expiry on accounts_spent_challenges (expires_at);
