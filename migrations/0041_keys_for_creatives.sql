-- A key for the desk of creatives ends by itself, like those of the other desks.

alter table accounts_api_keys
  add check (expires_at is not null or not scopes && array['staff:creatives']);
