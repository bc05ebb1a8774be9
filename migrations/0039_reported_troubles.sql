-- Troubles of publishers that somebody of staff reports: with a site, a tag or a payment, in words.

alter table ads_publisher_troubles
  alter column site_id drop not null,
  alter column host drop not null,
  drop constraint ads_publisher_troubles_kind_check,
  add constraint ads_publisher_troubles_kind_check
    check (kind in ('proof-lost', 'proof-found', 'review-refused', 'site', 'tag', 'payout')),
  -- What is wrong and what to do, for the publisher, where somebody reported it.
  add column words text check (length(words) between 10 and 1000),
  add column solution text check (length(solution) between 10 and 1000),
  add check ((kind in ('site', 'tag', 'payout')) = (words is not null)),
  add check ((site_id is null) = (host is null)),
  -- A payment, or a tag on all sites, is of no site.
  add check (kind in ('tag', 'payout') or site_id is not null);

-- One of a kind at a time also where it is of no site.
drop index ads_publisher_troubles_open;
create unique index ads_publisher_troubles_open on ads_publisher_troubles (organisation_id, site_id, kind)
  nulls not distinct where solved_at is null;
