-- Subjects of pages and ads: the published IAB Content Taxonomy 3.1, as the operator imported it.

create table ads_categories (
  -- As published; upper and lower case differ.
  id text primary key check (id ~ '^[A-Za-z0-9]{1,8}$'),
  parent_id text references ads_categories deferrable initially deferred,
  name text not null check (length(name) between 1 and 120),
  -- With the names above it, from the widest to its own.
  path text[] not null check (cardinality(path) between 1 and 6),
  -- Published as sensitive.
  is_sensitive boolean not null,
  -- In the file that was imported last. What no longer is keeps its name for what uses it.
  is_current boolean not null,
  check (parent_id <> id)
);
