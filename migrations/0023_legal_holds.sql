-- What the law, a dispute or an agreement makes us keep of a member, for a time that they are told.

create table privacy_holds (
  id uuid primary key,
  subject_kind text not null check (subject_kind in ('member')),
  -- Emptied in the transaction that takes the person away.
  subject_id uuid references accounts_people on delete set null,
  ground text not null check (ground in ('legal-obligation', 'dispute', 'agreement')),
  -- Sealed for the person, and once they are gone under the number of this row.
  reason bytea not null,
  -- `table.column` of the declaration.
  fields text[] not null check (cardinality(fields) between 1 and 100),
  -- In which role it was approved; by whom stands in the steps.
  approved_as text not null check (approved_as in ('privacy_counsel', 'admin')),
  made_at timestamptz not null,
  ends_at timestamptz not null,
  -- The values of the fields, once the person is gone, sealed under the number of this row.
  held bytea,
  lifted_at timestamptz,
  -- At most ten years, of which up to three are leap years.
  check (ends_at > made_at and ends_at <= made_at + interval '3653 days'),
  check (held is null or subject_id is null)
);
create index privacy_holds_subject on privacy_holds (subject_id) where subject_id is not null;
create index privacy_holds_end on privacy_holds (ends_at);

-- Which member of staff approved a hold, and who lifted it.
create table privacy_hold_steps (
  hold_id uuid not null references privacy_holds on delete cascade,
  what text not null check (what in ('placed', 'lifted')),
  by_person_id uuid references accounts_people on delete set null,
  at timestamptz not null,
  primary key (hold_id, what)
);
create index privacy_hold_steps_person on privacy_hold_steps (by_person_id) where by_person_id is not null;

-- Of what is kept: why, where the declaration alone does not say so.
alter table privacy_receipt_lines add column why text not null default '';
alter table privacy_receipt_lines drop constraint privacy_receipt_lines_pkey;
alter table privacy_receipt_lines add primary key (erasure_id, kind, name, why);
