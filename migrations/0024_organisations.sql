-- Publishers, advertisers and advertising networks, and the members who act for them.

create table accounts_organisations (
  id uuid primary key,
  kind text not null check (kind in ('publisher', 'advertiser', 'network')),
  name text not null check (length(name) between 1 and 120),
  -- ISO 3166-1, two letters.
  country text not null check (country ~ '^[A-Z]{2}$'),
  status text not null check (status in ('open', 'closing', 'closed')),
  preferred_channel text not null check (preferred_channel in ('email', 'telephone')),
  -- Sealed under the number of the organisation.
  street_address bytea,
  email bytea,
  telephone bytea,
  created_at timestamptz not null,
  closed_at timestamptz,
  check ((status = 'closed') = (closed_at is not null)),
  -- Once it is closed and its time is over, what can be read of it goes before the row does.
  check (status = 'closed' or email is not null),
  check (preferred_channel = 'email' or telephone is not null)
);
create index accounts_organisations_closed on accounts_organisations (closed_at) where closed_at is not null;

create table accounts_organisation_people (
  organisation_id uuid not null references accounts_organisations on delete cascade,
  person_id uuid not null references accounts_people on delete cascade,
  roles text[] not null check (
    cardinality(roles) between 1 and 5
    and roles <@ array['owner', 'orders', 'finance', 'technical', 'reader']
  ),
  since timestamptz not null,
  primary key (organisation_id, person_id)
);
create index accounts_organisation_people_person on accounts_organisation_people (person_id);
