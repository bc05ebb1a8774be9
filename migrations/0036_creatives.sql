-- Creatives of advertisers: version by version what they show and say, what was found about them, and who agreed.

-- Whether a publisher looks at each creative before it is shown on their pages.
alter table ads_publishers add column approves_creatives boolean not null default false;

create table ads_creatives (
  id uuid primary key,
  organisation_id uuid not null references accounts_organisations on delete cascade,
  version integer not null check (version > 0),
  -- The version that staff agreed to, and that is in use.
  approved_version integer check (approved_version > 0),
  -- Deleted while a signed order names it: it is in use no more and stays as long as the order.
  withdrawn_at timestamptz,
  created_at timestamptz not null,
  touched_at timestamptz not null,
  check (approved_version <= version)
);
create index ads_creatives_organisation on ads_creatives (organisation_id);

-- A picture as it came and was understood; several versions may show the same one.
create table ads_creative_pictures (
  id uuid primary key,
  creative_id uuid not null references ads_creatives on delete cascade,
  -- SHA-256 of the file as it came; emptied when it is understood or refused.
  upload_hash text check (upload_hash ~ '^[0-9a-f]{64}$'),
  width integer check (width > 0),
  height integer check (height > 0),
  duration_ms integer check (duration_ms >= 0),
  -- How often all frames come round; 0 for without end.
  rounds integer check (rounds >= 0),
  opaque boolean,
  palette text[] not null,
  -- Why it could not be understood.
  problem text check (length(problem) <= 1000),
  check (upload_hash is not null or problem is not null or width is not null)
);
create index ads_creative_pictures_creative on ads_creative_pictures (creative_id);

create table ads_creative_files (
  picture_id uuid not null references ads_creative_pictures on delete cascade,
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  -- The first frame alone, for whoever asked for less movement.
  is_still boolean not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  size_bytes bigint not null check (size_bytes > 0),
  primary key (picture_id, width, is_still)
);

create table ads_creative_versions (
  id uuid primary key,
  creative_id uuid not null references ads_creatives on delete cascade,
  version integer not null check (version > 0),
  picture_id uuid not null references ads_creative_pictures on delete cascade,
  state text not null check (state in ('checking', 'refused', 'waiting', 'approved', 'declined', 'superseded')),
  headline text not null check (length(headline) between 1 and 60),
  words text not null check (length(words) <= 140),
  call_to_action text not null check (length(call_to_action) <= 25),
  -- What is said to whoever does not see the picture.
  alt text not null check (length(alt) between 1 and 200),
  landing_page text not null check (landing_page ~ '^https://' and length(landing_page) <= 1000),
  made_at timestamptz not null,
  checked_at timestamptz,
  decided_at timestamptz,
  declined_because text check (length(declined_because) between 10 and 1000),
  landing_seen_at timestamptz,
  landing_problem text check (landing_problem in (
    'landing-unreachable', 'landing-not-found', 'landing-not-secure', 'landing-elsewhere', 'landing-inside',
    'landing-too-big', 'landing-no-page')),
  -- Looks in a row that found something wrong.
  landing_failures integer not null check (landing_failures >= 0),
  next_look_at timestamptz,
  unique (creative_id, version),
  check (state <> 'declined' or declined_because is not null)
);
create index ads_creative_versions_waiting on ads_creative_versions (made_at) where state = 'waiting';
create index ads_creative_versions_look on ads_creative_versions (next_look_at) where next_look_at is not null;
create index ads_creative_versions_picture on ads_creative_versions (picture_id);
-- The one in use, whatever the program says.
create unique index ads_creative_versions_approved on ads_creative_versions (creative_id) where state = 'approved';

-- What the checks found.
create table ads_creative_findings (
  version_id uuid not null references ads_creative_versions on delete cascade,
  position integer not null check (position > 0),
  what text not null check (what in ('picture', 'size', 'weight', 'animation', 'contrast', 'words', 'landing')),
  -- A hindrance keeps it from review; a remark is for whoever reviews it.
  gravity text not null check (gravity in ('hindrance', 'remark')),
  reason text not null check (length(reason) between 1 and 1000),
  primary key (version_id, position)
);

-- The way from the landing page as it was named to where it ends, as it was last seen.
create table ads_creative_hops (
  version_id uuid not null references ads_creative_versions on delete cascade,
  position integer not null check (position > 0),
  address text not null check (length(address) <= 2048),
  status integer not null check (status between 100 and 599),
  primary key (version_id, position)
);

-- Who did what; null where the house did it, or they are gone.
create table ads_creative_steps (
  creative_id uuid not null references ads_creatives on delete cascade,
  number integer not null check (number > 0),
  version integer not null,
  what text not null check (what in (
    'made', 'changed', 'approved', 'declined', 'withdrawn', 'landing-lost', 'landing-found')),
  by_person_id uuid references accounts_people on delete set null,
  at timestamptz not null,
  primary key (creative_id, number)
);
create index ads_creative_steps_person on ads_creative_steps (by_person_id) where by_person_id is not null;

-- What a publisher says of a version, for their pages.
create table ads_creative_consents (
  organisation_id uuid not null references accounts_organisations on delete cascade,
  creative_id uuid not null references ads_creatives on delete cascade,
  version integer not null check (version > 0),
  is_allowed boolean not null,
  decided_at timestamptz not null,
  primary key (organisation_id, creative_id)
);
create index ads_creative_consents_creative on ads_creative_consents (creative_id);

-- The creatives that a line of an order shows; the line keeps its number from version to version.
create table ads_order_line_creatives (
  order_id uuid not null references ads_orders on delete cascade,
  line_id uuid not null,
  creative_id uuid not null references ads_creatives on delete cascade,
  primary key (line_id, creative_id)
);
create index ads_order_line_creatives_order on ads_order_line_creatives (order_id);
create index ads_order_line_creatives_creative on ads_order_line_creatives (creative_id);
