-- What people said yes to, in which words, when, and until when. A new yes is a new row.

create table privacy_consents (
  id uuid primary key,
  person_id uuid not null references accounts_people on delete cascade,
  -- Where the yes is to one address and not to the person.
  address_id uuid references accounts_addresses on delete cascade,
  -- An entry of the register in the code, and the purpose it opens.
  what text not null,
  purpose text not null,
  wording_version integer not null check (wording_version > 0),
  -- What the words named, for example a country.
  named text,
  -- SHA-256 of the words as they were shown.
  wording_hash bytea not null check (octet_length(wording_hash) = 32),
  channel text not null check (channel in ('form', 'settings', 'api', 'letter')),
  given_at timestamptz not null,
  withdrawn_at timestamptz check (withdrawn_at >= given_at)
);
-- Of two yeses at once one stays.
create unique index privacy_consents_living on privacy_consents (person_id, what, address_id)
  nulls not distinct where withdrawn_at is null;
create index privacy_consents_person on privacy_consents (person_id, given_at);
create index privacy_consents_address on privacy_consents (address_id) where address_id is not null;
