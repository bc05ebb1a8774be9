-- What is agreed with publishers, advertisers and networks: each version, its signatures, and who did what.

create table ads_agreements (
  id uuid primary key,
  -- Emptied when the organisation is taken away and the agreement has to stay.
  organisation_id uuid references accounts_organisations,
  kind text not null check (kind in ('publisher', 'advertiser', 'network')),
  -- Counts what was offered to the organisation under this kind.
  version integer not null check (version > 0),
  -- Of the published text from which it was composed.
  text_version integer not null check (text_version > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  payment_days integer not null check (payment_days between 1 and 90),
  notice_days integer not null check (notice_days between 7 and 180),
  change_days integer not null check (change_days between 14 and 180),
  final_payment_days integer not null check (final_payment_days between 1 and 90),
  data_days integer not null check (data_days between 0 and 90),
  governing_law text not null check (length(governing_law) between 2 and 80),
  -- Hundredths of a percent: of a publisher its share, of a network our fee.
  share_bps integer check (share_bps between 0 and 10000),
  minimum_payout_micros bigint check (minimum_payout_micros between 0 and 1000000000),
  guaranteed_days integer check (guaranteed_days between 0 and 60),
  flat_days integer check (flat_days between 0 and 60),
  other_days integer check (other_days between 0 and 60),
  -- Sealed under the organisation; where that is gone, under the number of this row.
  text bytea not null,
  -- SHA-256 of exactly that text.
  sha256 bytea not null check (octet_length(sha256) = 32),
  state text not null check (state in ('offered', 'signed', 'in-force', 'notice', 'ended', 'superseded')),
  offered_at timestamptz not null,
  -- It holds from then at the earliest: changed terms after their notice.
  earliest_at timestamptz not null,
  in_force_at timestamptz,
  notice_by text check (notice_by in ('them', 'us')),
  notice_at timestamptz,
  ends_at timestamptz,
  -- Until when it stays although the organisation is gone.
  kept_until timestamptz,
  unique (organisation_id, kind, version),
  check ((kind in ('publisher', 'network')) = (share_bps is not null)),
  check ((kind = 'publisher') = (minimum_payout_micros is not null)),
  check ((kind = 'advertiser') = (guaranteed_days is not null and flat_days is not null and other_days is not null)),
  check (state not in ('in-force', 'notice') or in_force_at is not null),
  check (state not in ('offered', 'signed') or in_force_at is null),
  check (state not in ('notice', 'ended', 'superseded') or ends_at is not null),
  check ((notice_by is null) = (notice_at is null)),
  check ((organisation_id is null) = (kept_until is not null))
);
-- One that can be signed, and one whose end is not in sight, for an organisation and a kind.
create unique index ads_agreements_one_open on ads_agreements (organisation_id, kind)
  where state in ('offered', 'signed');
create unique index ads_agreements_one_in_force on ads_agreements (organisation_id, kind) where state = 'in-force';
create index ads_agreements_end on ads_agreements (ends_at) where ends_at is not null;

create table ads_signatures (
  agreement_id uuid not null references ads_agreements on delete cascade,
  side text not null check (side in ('them', 'us')),
  -- Sealed like the text that was signed; emptied on their day where whoever signed was erased.
  name bytea,
  title bytea,
  -- Nobody signs who does not say that they may.
  authority boolean not null check (authority),
  signed_at timestamptz not null,
  sha256 bytea not null check (octet_length(sha256) = 32),
  name_until timestamptz,
  primary key (agreement_id, side)
);
create index ads_signatures_name on ads_signatures (name_until) where name_until is not null;

-- Who clicked; null where the house offered it by itself, or they are gone.
create table ads_agreement_steps (
  agreement_id uuid not null references ads_agreements on delete cascade,
  what text not null check (what in ('offered', 'signed', 'countersigned', 'notice', 'ended')),
  by_person_id uuid references accounts_people on delete set null,
  at timestamptz not null,
  primary key (agreement_id, what)
);
create index ads_agreement_steps_person on ads_agreement_steps (by_person_id) where by_person_id is not null;
