-- Whom to speak to at an organisation: people with rights and keys of their own, who need not be members.

create table accounts_organisation_contacts (
  -- The number of the contact, under which everything of them is sealed.
  id uuid primary key,
  organisation_id uuid not null references accounts_organisations on delete cascade,
  kind text not null check (kind in ('technical', 'orders', 'finance')),
  name bytea not null,
  email bytea not null,
  telephone bytea,
  preferred_channel text not null check (preferred_channel in ('email', 'telephone')),
  created_at timestamptz not null,
  -- When the letter went that says what is held; null until then.
  told_at timestamptz,
  unique (organisation_id, kind),
  check (preferred_channel = 'email' or telephone is not null)
);

-- That a contact took themselves away, so that the organisation names another. Nothing of who it was.
create table accounts_organisation_contacts_left (
  organisation_id uuid not null references accounts_organisations on delete cascade,
  kind text not null check (kind in ('technical', 'orders', 'finance')),
  left_at timestamptz not null,
  primary key (organisation_id, kind)
);
