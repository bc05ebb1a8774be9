-- How often what was used. Nothing here leads to anybody: no number of a person, a session or a picture, no address, no
-- time finer than an hour.

create table privacy_statistics_hours (
  what text not null check (what in ('page', 'function')),
  -- The pattern of a route as it stands in the code, for example /p/[id]/[[slug]]; never an address that was asked for.
  pattern text not null check (length(pattern) between 1 and 200),
  hour timestamptz not null check (extract(epoch from hour)::bigint % 3600 = 0),
  times bigint not null check (times > 0),
  primary key (hour, what, pattern)
);

create table privacy_statistics_days (
  what text not null check (what in ('page', 'function')),
  pattern text not null check (length(pattern) between 1 and 200),
  day date not null,
  times bigint not null check (times > 0),
  primary key (day, what, pattern)
);
