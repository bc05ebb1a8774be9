-- Every version of the tag that this house has served: a page may name one of them, by the hash of its bytes, for good.

create table ads_tag_versions (
  version text primary key check (version ~ '^[0-9a-f]{20}$'),
  script bytea not null check (octet_length(script) between 1 and 65536),
  -- When the house last began to serve it at the address without a version; the newest of these is the present one.
  served_at timestamptz not null
);
