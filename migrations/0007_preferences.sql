-- What a member chose about how pages look. No row until they choose.

create table accounts_preferences (
  person_id uuid primary key references accounts_people on delete cascade,
  -- Null where the browser decides.
  theme text check (theme in ('light', 'dark')),
  -- What pictures with transparency stand on; null is the paper of the page.
  ground text check (ground in ('white', 'black', 'checker') or ground ~ '^#[0-9a-f]{6}$'),
  chosen_at timestamptz not null,
  check (theme is not null or ground is not null)
);
