-- People, how they prove who they are, and what they may do.

create table accounts_people (
  id uuid primary key,
  -- As written; unique without regard to case. ASCII by the rules of the room.
  username text not null,
  -- 'unverified' may do nothing but verify or delete; 'locked' may not sign in.
  status text not null check (status in ('unverified', 'active', 'locked')),
  profile_public boolean not null default false,
  -- Both shown only while the profile is public.
  display_name text,
  about text,
  created_at timestamptz not null
);
create unique index accounts_people_username on accounts_people (lower(username));
create index accounts_people_unverified on accounts_people (created_at) where status = 'unverified';

-- argon2id in PHC form, with its parameters and salt.
create table accounts_passwords (
  person_id uuid primary key references accounts_people on delete cascade,
  hash text not null,
  changed_at timestamptz not null
);

-- Anybody may claim an address; it belongs to the one who proves to read its mail. So a sign-up leaves the same rows
-- whether the address is known here or not.
create table accounts_addresses (
  id uuid primary key,
  person_id uuid not null references accounts_people on delete cascade,
  email bytea not null,
  email_index bytea not null,
  is_primary boolean not null,
  verified_at timestamptz,
  created_at timestamptz not null
);
create index accounts_addresses_person on accounts_addresses (person_id);
create index accounts_addresses_email on accounts_addresses (email_index);
create unique index accounts_addresses_proven on accounts_addresses (email_index) where verified_at is not null;
create unique index accounts_addresses_primary on accounts_addresses (person_id) where is_primary;

-- What a person agreed to, in which version, when.
create table accounts_agreements (
  person_id uuid not null references accounts_people on delete cascade,
  document text not null check (document in ('privacy', 'terms', 'storage-region')),
  version text not null,
  agreed_at timestamptz not null,
  primary key (person_id, document, version)
);

-- One-time links sent by mail; only the hash of the secret is here. A newer link replaces the older one of its use.
create table accounts_mail_tokens (
  token_hash bytea not null unique,
  person_id uuid not null references accounts_people on delete cascade,
  address_id uuid not null references accounts_addresses on delete cascade,
  use text not null check (use in ('verify', 'reset')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (address_id, use)
);
create index accounts_mail_tokens_person on accounts_mail_tokens (person_id);
create index accounts_mail_tokens_expiry on accounts_mail_tokens (expires_at);

create table accounts_sessions (
  id uuid primary key,
  token_hash bytea not null unique,
  person_id uuid not null references accounts_people on delete cascade,
  -- Family of browser and system, for example 'Firefox on Linux'. Never the raw header.
  browser text not null,
  created_at timestamptz not null,
  last_used_at timestamptz not null,
  expires_at timestamptz not null
);
create index accounts_sessions_person on accounts_sessions (person_id);
create index accounts_sessions_expiry on accounts_sessions (expires_at);

create table accounts_roles (
  person_id uuid not null references accounts_people on delete cascade,
  role text not null check (role in ('moderator', 'support', 'privacy_counsel', 'billing', 'security', 'admin')),
  granted_at timestamptz not null,
  primary key (person_id, role)
);

create table accounts_api_keys (
  id uuid primary key,
  person_id uuid not null references accounts_people on delete cascade,
  key_hash bytea not null unique,
  -- The last four characters, so that its owner can tell one key from another.
  ending text not null,
  name text not null,
  scopes text[] not null,
  created_at timestamptz not null,
  last_used_on date,
  revoked_at timestamptz
);
create index accounts_api_keys_person on accounts_api_keys (person_id);
