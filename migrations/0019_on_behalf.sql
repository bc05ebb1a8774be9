-- The code by which a person lets support change one thing for them; only its keyed hash is here. A newer one replaces it.
create table privacy_support_codes (
  person_id uuid primary key references accounts_people on delete cascade,
  code_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index privacy_support_codes_expiry on privacy_support_codes (expires_at);
