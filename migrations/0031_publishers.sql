-- Publishers: who signs for them, and how ads look and behave in the pictures of their pages.

create table ads_publishers (
  organisation_id uuid primary key references accounts_organisations on delete cascade,
  -- Who signs for the company, sealed under its number.
  signatory_name bytea,
  signatory_title bytea,
  -- Counts changes of what follows, so that tags and pages tell old from new. 0: nobody has chosen yet.
  settings_version integer not null check (settings_version >= 0),
  settings_changed_at timestamptz,
  check (signatory_title is null or signatory_name is not null),
  check ((settings_version = 0) = (settings_changed_at is null))
);

-- One row for all pages of a publisher, and one for each site of theirs that differs. There null is: as everywhere.
create table ads_picture_settings (
  id uuid primary key,
  organisation_id uuid not null references ads_publishers on delete cascade,
  site_id uuid references ads_sites on delete cascade,
  pictures text[] check (cardinality(pictures) between 1 and 20),
  min_width integer check (min_width between 300 and 4000),
  min_height integer check (min_height between 200 and 4000),
  formats text[] check (
    cardinality(formats) between 1 and 4 and formats <@ array['strip', 'corner', 'reveal', 'canvas']),
  corner text check (corner in ('top-left', 'top-right', 'bottom-left', 'bottom-right')),
  edge text check (edge in ('top', 'bottom')),
  background_colour text check (background_colour ~ '^#[0-9a-f]{6}$'),
  text_colour text check (text_colour ~ '^#[0-9a-f]{6}$'),
  label_background_colour text check (label_background_colour ~ '^#[0-9a-f]{6}$'),
  label_text_colour text check (label_text_colour ~ '^#[0-9a-f]{6}$'),
  label text check (label in ('Ad', 'Advertisement', 'Sponsored')),
  max_per_page integer check (max_per_page between 1 and 10),
  sends_title boolean,
  never_pictures text[] not null check (cardinality(never_pictures) <= 20),
  never_pages text[] not null check (cardinality(never_pages) <= 100),
  blocked_hosts text[] not null check (cardinality(blocked_hosts) <= 200),
  blocked_categories text[] not null,
  blocked_words text[] not null check (cardinality(blocked_words) <= 200),
  unique nulls not distinct (organisation_id, site_id),
  check (num_nulls(background_colour, text_colour, label_background_colour, label_text_colour) in (0, 4)),
  check (
    site_id is not null
    or num_nulls(pictures, min_width, min_height, formats, corner, edge, background_colour, label, max_per_page,
      sends_title) = 0)
);
create index ads_picture_settings_site on ads_picture_settings (site_id) where site_id is not null;

create table ads_blocked_advertisers (
  settings_id uuid not null references ads_picture_settings on delete cascade,
  advertiser_id uuid not null references accounts_organisations on delete cascade,
  primary key (settings_id, advertiser_id)
);
create index ads_blocked_advertisers_advertiser on ads_blocked_advertisers (advertiser_id);
