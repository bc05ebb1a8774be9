-- What is wrong on the side of publishers, and that they were told.

create table ads_publisher_troubles (
  id uuid primary key,
  organisation_id uuid not null references accounts_organisations on delete cascade,
  site_id uuid not null references ads_sites on delete cascade,
  host text not null check (length(host) <= 253),
  kind text not null check (kind in ('proof-lost', 'proof-found', 'review-refused')),
  -- The way that was chosen when it began, or when somebody was last to be told.
  channel text not null check (channel in ('email', 'telephone')),
  began_at timestamptz not null,
  due_at timestamptz not null,
  told_at timestamptz,
  solved_at timestamptz
);
-- One of a kind at a time: nobody is told twice of what goes on.
create unique index ads_publisher_troubles_open on ads_publisher_troubles (site_id, kind) where solved_at is null;
create index ads_publisher_troubles_site on ads_publisher_troubles (site_id);
create index ads_publisher_troubles_organisation on ads_publisher_troubles (organisation_id);
create index ads_publisher_troubles_due on ads_publisher_troubles (due_at) where told_at is null and solved_at is null;
create index ads_publisher_troubles_began on ads_publisher_troubles (began_at);
