-- Who looked at whose data, and other acts of weight, in a chain that shows every change.

create table privacy_audit_entries (
  -- Without a gap, from 1.
  seq bigint primary key check (seq > 0),
  at timestamptz not null,
  -- One of a list that stands in the code.
  kind text not null,
  -- Drawn from the key of a person; nobody's where the house itself acts, or the act is about nobody.
  actor_mark bytea,
  subject_mark bytea,
  -- Sealed under the key of whom it is about, or else of the house.
  detail bytea,
  reason bytea,
  -- Of the entry before; 32 zero bytes for the first.
  previous bytea not null check (octet_length(previous) = 32),
  -- SHA-256 over everything else of the row.
  hash bytea not null check (octet_length(hash) = 32)
);
create index privacy_audit_entries_subject on privacy_audit_entries (subject_mark, seq) where subject_mark is not null;

-- Where the chain ends, signed: whoever cuts off its end cannot sign an earlier one. Whoever appends holds this row, so
-- that the chain never forks.
create table privacy_audit_head (
  only_one boolean primary key default true check (only_one),
  seq bigint not null,
  hash bytea not null,
  signature text not null
);

create function privacy_audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is only added to' using errcode = 'insufficient_privilege';
end
$$;
create trigger privacy_audit_append_only before update or delete on privacy_audit_entries
  for each row execute function privacy_audit_refuse();
create trigger privacy_audit_not_emptied before truncate on privacy_audit_entries
  for each statement execute function privacy_audit_refuse();
create trigger privacy_audit_head_stays before delete on privacy_audit_head
  for each row execute function privacy_audit_refuse();
create trigger privacy_audit_head_forward before update on privacy_audit_head
  for each row when (new.seq <= old.seq) execute function privacy_audit_refuse();
create trigger privacy_audit_head_not_emptied before truncate on privacy_audit_head
  for each statement execute function privacy_audit_refuse();
