-- Accounts that are about to be erased: hidden everywhere at once, brought back by their owner until the day, then gone.

alter table accounts_people drop constraint accounts_people_status_check;
-- 'leaving' asked to be erased; may do nothing but come back.
alter table accounts_people add constraint accounts_people_status_check
  check (status in ('unverified', 'active', 'locked', 'leaving'));

-- Hidden with the account of its owner, and apart from deleted_at: what was deleted before stays deleted when the account
-- comes back.
alter table library_images add column hidden_at timestamptz;

create table privacy_erasures (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('member')),
  -- Emptied in the transaction that takes the rows away.
  subject_id uuid,
  asked_by text not null check (asked_by in ('self', 'idle', 'support')),
  asked_at timestamptz not null,
  due_at timestamptz not null,
  warned_at timestamptz,
  -- 'waiting': can be undone; 'erased': the rows are gone, files and letters are being removed; 'done': nothing is left.
  state text not null check (state in ('waiting', 'erased', 'done')),
  -- While 'erased': where the last letter goes and which letters are to be removed, sealed under the number of this row.
  addresses bytea,
  -- While 'erased': names of files that are to be removed.
  files text[] not null default '{}',
  done_at timestamptz,
  check ((state = 'done') = (done_at is not null)),
  check (state = 'erased' or (addresses is null and files = '{}'))
);
-- Of two who ask at once for the same account one is refused.
create unique index privacy_erasures_subject on privacy_erasures (subject_id) where subject_id is not null;
create index privacy_erasures_due on privacy_erasures (due_at) where state = 'waiting';
create index privacy_erasures_done on privacy_erasures (done_at) where done_at is not null;

-- The receipt: what went and what was kept, as names and counts.
create table privacy_receipt_lines (
  erasure_id uuid not null references privacy_erasures on delete cascade,
  kind text not null check (kind in ('rows', 'files', 'work', 'kept')),
  -- Of rows and what is kept a table, or a column of one.
  name text not null,
  count integer not null check (count >= 0),
  -- Of what is kept.
  until timestamptz,
  primary key (erasure_id, kind, name),
  check ((kind = 'kept') = (until is not null))
);
