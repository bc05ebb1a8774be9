-- Sites of publishers, the proof that they are theirs, and what staff say of them.

create table ads_sites (
  id uuid primary key,
  organisation_id uuid not null references accounts_organisations on delete cascade,
  -- As the DNS writes it: ASCII, lower case, no dot at the end.
  host text not null check (length(host) <= 253 and host ~ '^[a-z0-9_-]+(\.[a-z0-9-]+)+$'),
  state text not null check (state in ('unproven', 'proven', 'lost', 'retired')),
  -- What the site has to show. Everybody may read it there; nobody can guess it before.
  code text not null unique check (code ~ '^[a-z2-7]{26}$'),
  proof_method text check (proof_method in ('ads-txt', 'meta', 'well-known', 'dns')),
  -- Since when it has been proven, and when the proof was last seen.
  proven_at timestamptz,
  seen_at timestamptz,
  checked_at timestamptz,
  next_check_at timestamptz,
  lost_seen_at timestamptz,
  stops_at timestamptz,
  review text not null check (review in ('unreviewed', 'approved', 'refused')),
  -- An id of the Content Taxonomy 3.1 of the IAB.
  vertical text,
  child_directed boolean not null,
  safety_notes text not null check (length(safety_notes) <= 2000),
  added_at timestamptz not null,
  retired_at timestamptz,
  check (state <> 'proven' or (proof_method is not null and proven_at is not null and seen_at is not null)),
  check (
    state <> 'lost'
    or (lost_seen_at is not null and stops_at between lost_seen_at and lost_seen_at + interval '15 minutes')
  ),
  check ((state = 'retired') = (retired_at is not null)),
  check (review <> 'approved' or (vertical is not null and not child_directed))
);
-- A host is proven by one organisation, whatever the program says.
create unique index ads_sites_proven on ads_sites (host) where state = 'proven';
create unique index ads_sites_claim on ads_sites (organisation_id, host) where state <> 'retired';
create index ads_sites_host on ads_sites (host);
create index ads_sites_next on ads_sites (next_check_at) where next_check_at is not null;
create index ads_sites_review on ads_sites (added_at) where review = 'unreviewed' and state <> 'retired';
create index ads_sites_retired on ads_sites (retired_at) where retired_at is not null;

-- What each way of proof gave at each look.
create table ads_site_checks (
  site_id uuid not null references ads_sites on delete cascade,
  checked_at timestamptz not null,
  method text not null check (method in ('ads-txt', 'meta', 'well-known', 'dns')),
  result text not null check (result in ('found', 'missing', 'unreachable')),
  -- In words for whoever owns the site.
  said text not null check (length(said) <= 1000),
  primary key (site_id, checked_at, method)
);
create index ads_site_checks_checked on ads_site_checks (checked_at);

-- What staff decided about a site.
create table ads_site_reviews (
  site_id uuid not null references ads_sites on delete cascade,
  reviewed_at timestamptz not null,
  by_person_id uuid references accounts_people on delete set null,
  review text not null check (review in ('approved', 'refused')),
  vertical text,
  child_directed boolean not null,
  primary key (site_id, reviewed_at)
);
create index ads_site_reviews_person on ads_site_reviews (by_person_id) where by_person_id is not null;
