-- Pictures: what their owners say of them, what we measured, and their renditions.

create text search configuration library_english (copy = english);
alter text search configuration library_english
  alter mapping for hword, hword_part, word with unaccent, english_stem;

create table library_images (
  id uuid primary key,
  owner_id uuid not null references accounts_people on delete cascade,
  -- 'processing': received and safe on disk, not yet understood; 'refused': understood to be no good, see refusal_code.
  status text not null check (status in ('processing', 'ready', 'refused')),
  refusal_code text,
  refusal_message text,
  refusal_status smallint,
  -- Of a refused one: the picture of the same owner that shows the same pixels.
  duplicate_of uuid references library_images on delete cascade,
  visibility text not null check (visibility in ('public', 'unlisted', 'private')),
  title text not null default '',
  description text not null default '',
  alt text not null default '',
  tags text[] not null default '{}',
  licence text not null,
  attribution text not null default '',
  -- The country of storage that its owner agreed to when they gave it.
  storage_region text not null,
  -- Counts up whenever the bytes that are served change; part of every address of bytes.
  version integer not null default 1,

  -- Measured. Null until ready; of a refused one, nothing.
  width integer,
  height integer,
  -- Of the upload. The master, which is what is kept, may be of another one.
  format text check (format in ('png', 'jpeg', 'webp', 'gif', 'avif')),
  animated boolean,
  -- SHA-256 of the uploaded bytes; known on receipt.
  content_hash text not null,
  -- SHA-256 of the decoded pixels: the same picture in another file.
  pixel_hash text,
  transparency text check (transparency in ('opaque', 'transparent', 'fake')),
  transparent_share real check (transparent_share between 0 and 1),
  palette text[],
  thumbhash text,
  master_hash text,
  master_format text check (master_format in ('png', 'jpeg', 'webp', 'gif', 'avif')),
  -- Of the master.
  size_bytes integer,

  created_at timestamptz not null,
  updated_at timestamptz not null,
  -- When it was first public and ready: its place among the newest, also after it was hidden and shown again.
  published_at timestamptz,
  -- Hidden everywhere from then on; purged at purge_at unless restored.
  deleted_at timestamptz,
  -- When the row and its files go: a while after it was deleted or refused.
  purge_at timestamptz,

  check (status <> 'ready' or (width is not null and height is not null and size_bytes is not null and format is not null
    and animated is not null and pixel_hash is not null and transparency is not null and transparent_share is not null
    and palette is not null and thumbhash is not null and master_hash is not null and master_format is not null)),
  check ((status = 'refused') = (refusal_code is not null)),
  check ((refusal_code is null) = (refusal_message is null) and (refusal_code is null) = (refusal_status is null)),
  check (duplicate_of is null or status = 'refused'),
  check ((deleted_at is not null or status = 'refused') = (purge_at is not null))
);

-- The same bytes from the same member are one picture, also when two uploads of it race; so are the same pixels.
create unique index library_images_same_file on library_images (owner_id, content_hash)
  where deleted_at is null and status <> 'refused';
create unique index library_images_same_pixels on library_images (owner_id, pixel_hash)
  where deleted_at is null and status = 'ready';
create index library_images_owner on library_images (owner_id, created_at desc, id desc);
create index library_images_purge on library_images (purge_at) where purge_at is not null;
create index library_images_unfinished on library_images (created_at) where status = 'processing';
create index library_images_duplicate_of on library_images (duplicate_of) where duplicate_of is not null;

-- Renditions that exist: the width grid, and what was asked for as a download.
create table library_variants (
  image_id uuid not null references library_images on delete cascade,
  version integer not null,
  width integer not null,
  height integer not null,
  format text not null check (format in ('webp', 'avif', 'png', 'jpeg')),
  blob_hash text not null,
  size_bytes integer not null,
  primary key (image_id, version, width, format)
);

-- What everybody may find: one row for each picture that is public, ready and not deleted, and nothing else. So a
-- search cannot show what its asker may not see.
create table library_search_entries (
  image_id uuid primary key references library_images on delete cascade,
  owner_id uuid not null,
  document tsvector not null,
  -- The words as written, lower case, without accents: what the counts of library_search_words are kept from.
  words text[] not null,
  tags text[] not null,
  -- Licence, format, transparency, shape and steps of width as words, so that a filter that few pass is found by index.
  facets text[] not null,
  -- The palette in coarse steps of colour, so that a search by colour is an overlap of arrays.
  palette_bins smallint[] not null,
  width integer not null,
  downloads integer not null,
  published_at timestamptz not null
);
create index library_search_entries_newest on library_search_entries (published_at desc, image_id desc);
create index library_search_entries_popular on library_search_entries (downloads desc, image_id desc);
create index library_search_entries_owner on library_search_entries (owner_id, published_at desc, image_id desc);
-- One index for all: filters that are combined meet inside it.
create index library_search_entries_found on library_search_entries
  using gin (document, tags, facets, palette_bins);

-- Every word of public pictures with the number of pictures that have it: what a misspelled word is corrected to.
create table library_search_words (
  word text collate "C" primary key,
  -- What the search looks for when the word is asked for; the same for all forms of a word.
  stem text collate "C" not null,
  -- What is left of the word when up to two letters are taken out, hashed: two words that share one are near each other.
  deletions integer[] not null,
  pictures integer not null
);
create index library_search_words_stem on library_search_words (stem);
create index library_search_words_deletions on library_search_words using gin (deletions) with (fastupdate = off);

-- Every tag of public pictures with the number of pictures that have it.
create table library_search_tags (
  tag text collate "C" primary key,
  pictures integer not null
);
create index library_search_tags_pictures on library_search_tags (pictures desc, tag);

-- How often a public picture was downloaded. Apart from the entry, so that the count outlives a time in hiding.
create table library_search_downloads (
  image_id uuid primary key references library_images on delete cascade,
  downloads integer not null
);
