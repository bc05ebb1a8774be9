-- What it takes to bill an organisation and to pay it. Sealed under its number; no number of a card has a place here.

create table accounts_organisation_billing (
  organisation_id uuid primary key references accounts_organisations on delete cascade,
  legal_name bytea,
  billing_address bytea,
  tax_number bytea,
  payout_method text check (payout_method in ('bank-transfer', 'paypal')),
  payout_account bytea,
  changed_at timestamptz not null,
  payout_changed_at timestamptz,
  check ((payout_method is null) = (payout_account is null))
);
