-- Keys with which programs work at desks of staff: they end by themselves.

alter table accounts_api_keys
  -- When it stops by itself; null where it does not.
  add column expires_at timestamptz,
  add check (expires_at is not null or not scopes && array['staff:orders', 'staff:sites']);
create index accounts_api_keys_expires on accounts_api_keys (expires_at) where expires_at is not null;
