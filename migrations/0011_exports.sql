-- What a member asked to take away: a zip of everything held on them, made in the background and kept sealed for a few days.

create table privacy_exports (
  id uuid primary key,
  -- One at a time: a new one takes the place of the last.
  person_id uuid not null unique references accounts_people on delete cascade,
  status text not null default 'working' check (status in ('working', 'ready')),
  -- SHA-256 of the key under which a program asked for it, so that the same request again gives the same one.
  repeat_hash bytea,
  rows_total integer not null default 0,
  rows_done integer not null default 0,
  pictures_total integer not null default 0,
  pictures_done integer not null default 0,
  bytes_done bigint not null default 0,
  -- The key of the file, sealed under the key of the person.
  file_key bytea,
  -- SHA-256 of the file as it lies on disk.
  file_hash text,
  -- Of the zip.
  size_bytes bigint,
  created_at timestamptz not null,
  ready_at timestamptz,
  expires_at timestamptz not null,
  check ((status = 'ready') = (file_key is not null and file_hash is not null and size_bytes is not null and ready_at is not null))
);
create index privacy_exports_expires on privacy_exports (expires_at);
