-- Renditions that are made later: 'still' is WebP of the first frame of a moving picture, for pages on which nothing may
-- move; 'gif' is made of moving pictures when somebody asks for it.
alter table library_variants
  drop constraint library_variants_format_check,
  add constraint library_variants_format_check check (format in ('webp', 'avif', 'png', 'jpeg', 'gif', 'still'));
