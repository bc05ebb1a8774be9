-- While a backup is made, files whose last use ends stay until they are in it: a row here says so, and until when.
create table platform_blob_holds (
  id uuid primary key,
  until timestamptz not null
);
