-- Insertion orders of advertisers: each version with its lines, its signatures, what was done, and what is wrong.

create table ads_orders (
  id uuid primary key,
  -- Emptied when the organisation is taken away and the order has to stay.
  organisation_id uuid references accounts_organisations on delete set null,
  -- The newest version.
  version integer not null check (version > 0),
  -- The version that both sides signed and that is delivered.
  binding_version integer,
  paused_at timestamptz,
  paused_by text check (paused_by in ('them', 'us')),
  cancelled_at timestamptz,
  cancelled_by text check (cancelled_by in ('them', 'us')),
  -- When the last line that is bound stops.
  ends_at timestamptz,
  created_at timestamptz not null,
  -- Something was last done to it.
  touched_at timestamptz not null,
  check (binding_version <= version),
  check ((paused_at is null) = (paused_by is null)),
  check ((cancelled_at is null) = (cancelled_by is null)),
  check (paused_at is null or binding_version is not null),
  check ((binding_version is null) = (ends_at is null))
);
create index ads_orders_organisation on ads_orders (organisation_id);
create index ads_orders_touched on ads_orders (touched_at);
create index ads_orders_end on ads_orders (ends_at) where ends_at is not null;

create table ads_order_versions (
  order_id uuid not null references ads_orders on delete cascade,
  version integer not null check (version > 0),
  phase text not null check (phase in ('draft', 'submitted', 'approved', 'signed', 'booked', 'declined', 'superseded')),
  title text not null check (length(title) between 1 and 120),
  -- An IANA name: flights and day-parts are in it.
  zone text not null check (length(zone) <= 60),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  purchase_order text check (length(purchase_order) between 1 and 60),
  -- The advertiser terms that were in force when it was submitted.
  terms_agreement_id uuid references ads_agreements on delete set null,
  -- Whom it is made with: sealed under the number of the order.
  name bytea not null,
  company bytea not null,
  street bytea not null,
  email bytea not null,
  telephone bytea not null,
  -- What is signed, sealed likewise, and the SHA-256 of exactly that.
  text bytea,
  sha256 bytea check (octet_length(sha256) = 32),
  made_at timestamptz not null,
  submitted_at timestamptz,
  approved_at timestamptz,
  -- The SHA-256 that staff had read who approved it.
  approved_sha256 bytea check (octet_length(approved_sha256) = 32),
  booked_at timestamptz,
  -- Why staff declined it.
  declined_because text check (length(declined_because) between 10 and 1000),
  primary key (order_id, version),
  check ((text is null) = (sha256 is null)),
  check (phase in ('draft', 'superseded') or sha256 is not null),
  check ((approved_at is null) = (approved_sha256 is null)),
  check (phase not in ('approved', 'signed', 'booked') or (approved_sha256 is not null and approved_sha256 = sha256)),
  check (phase <> 'booked' or booked_at is not null),
  check ((phase = 'declined') = (declined_because is not null))
);
-- One version of an order is written, looked at or signed at a time.
create unique index ads_order_versions_one_open on ads_order_versions (order_id)
  where phase in ('draft', 'submitted', 'approved', 'signed', 'declined');
create index ads_order_versions_terms on ads_order_versions (terms_agreement_id) where terms_agreement_id is not null;

-- What stands on invoices of an order; read by who sees to money.
create table ads_order_billing (
  order_id uuid not null references ads_orders on delete cascade,
  version integer not null,
  legal_name bytea not null,
  billing_address bytea not null,
  tax_number bytea,
  primary key (order_id, version)
);

create table ads_order_lines (
  -- Stays the same from version to version.
  id uuid not null,
  order_id uuid not null references ads_orders on delete cascade,
  version integer not null,
  position integer not null check (position between 1 and 50),
  name text not null check (length(name) between 1 and 120),
  -- Days of the zone of the order, both included, and the instants at which they begin and are over.
  starts_on date not null,
  ends_on date not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  price_model text not null check (price_model in ('cpm', 'vcpm', 'cpc', 'flat')),
  -- For a thousand, for a click, or for the whole flight.
  rate_micros bigint not null check (rate_micros > 0),
  budget_micros bigint check (budget_micros > 0),
  quantity bigint check (quantity > 0),
  pacing text not null check (pacing in ('even', 'front-loaded', 'fast')),
  -- Hours of the week, Monday at midnight is 0; none means all.
  hours smallint[] not null check (cardinality(hours) <= 168),
  -- Verticals in which it competes, and whether competitors may stand on the same page view.
  competes_in text[] not null check (cardinality(competes_in) <= 20),
  separation text not null check (separation in ('none', 'page')),
  page_view_max integer check (page_view_max between 1 and 20),
  -- From when it is cancelled, by the notice of the terms.
  stops_at timestamptz,
  primary key (id, version),
  unique (order_id, version, position),
  check (ends_on >= starts_on),
  check (ends_at > starts_at),
  check ((price_model = 'flat') = (budget_micros is null and quantity is null)),
  check (budget_micros is null or quantity is null)
);

-- What a line asks of a picture or its page, and what it keeps away from.
create table ads_order_line_targets (
  order_id uuid not null references ads_orders on delete cascade,
  line_id uuid not null,
  version integer not null,
  dimension text not null check (
    dimension in ('vertical', 'category', 'word', 'tag', 'colour', 'site-country', 'language', 'size')),
  is_excluded boolean not null,
  -- One of them is enough; of what is excluded none may be there.
  any_of text[] not null check (cardinality(any_of) between 1 and 100),
  primary key (line_id, version, dimension, is_excluded),
  foreign key (line_id, version) references ads_order_lines on delete cascade
);
create index ads_order_line_targets_order on ads_order_line_targets (order_id);

create table ads_order_signatures (
  order_id uuid not null references ads_orders on delete cascade,
  version integer not null,
  side text not null check (side in ('them', 'us')),
  -- Sealed under the number of the order; emptied on their day where whoever signed was erased.
  name bytea,
  title bytea,
  -- Nobody signs who does not say that they may.
  authority boolean not null check (authority),
  signed_at timestamptz not null,
  sha256 bytea not null check (octet_length(sha256) = 32),
  name_until timestamptz,
  primary key (order_id, version, side)
);
create index ads_order_signatures_name on ads_order_signatures (name_until) where name_until is not null;

-- Who did what; null where the house did it, or they are gone.
create table ads_order_steps (
  order_id uuid not null references ads_orders on delete cascade,
  number integer not null check (number > 0),
  version integer not null,
  what text not null check (what in (
    'made', 'changed', 'submitted', 'approved', 'declined', 'signed', 'countersigned', 'paused', 'resumed',
    'trouble', 'told', 'called', 'not-reached', 'solved', 'cancelled')),
  side text not null check (side in ('them', 'us', 'house')),
  by_person_id uuid references accounts_people on delete set null,
  at timestamptz not null,
  primary key (order_id, number)
);
create index ads_order_steps_person on ads_order_steps (by_person_id) where by_person_id is not null;

create table ads_order_troubles (
  id uuid primary key,
  order_id uuid not null references ads_orders on delete cascade,
  reason text not null check (reason in ('creative', 'delivery', 'billing', 'targeting', 'other')),
  -- What is wrong and what to do, for the advertiser.
  words text not null check (length(words) between 10 and 1000),
  -- Whether nothing is delivered until it is solved.
  stops_delivery boolean not null,
  -- The way that the advertiser chose.
  channel text not null check (channel in ('email', 'telephone')),
  reported_at timestamptz not null,
  -- By letter a minute, by telephone a few hours later.
  due_at timestamptz not null,
  told_at timestamptz,
  solved_at timestamptz,
  solution text check (length(solution) between 10 and 1000),
  check ((solved_at is null) = (solution is null))
);
create index ads_order_troubles_order on ads_order_troubles (order_id);
create index ads_order_troubles_open on ads_order_troubles (reported_at) where solved_at is null;
