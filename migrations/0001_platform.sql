-- The ground: keys of people, files that are in use, and the extension that takes accents off words.

create extension if not exists unaccent;

-- The key of each person, wrapped by the master key of the week. Without its row nothing sealed for them can be read.
create table platform_subject_keys (
  subject_id uuid primary key,
  wrapped bytea not null,
  master_id text not null,
  created_at timestamptz not null
);
create index platform_subject_keys_master on platform_subject_keys (master_id);

-- A file of the blob store, by the SHA-256 of its bytes, and who uses it. A file without a use may go.
create table platform_blobs (
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  size_bytes integer not null check (size_bytes >= 0),
  created_at timestamptz not null
);
create table platform_blob_uses (
  hash text not null references platform_blobs,
  used_by text not null,
  primary key (used_by, hash)
);
create index platform_blob_uses_hash on platform_blob_uses (hash);
