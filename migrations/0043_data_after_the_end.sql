-- What is deleted after the end of an agreement: when they were told, and when it went.

alter table ads_agreements
  add column data_told_at timestamptz,
  add column data_gone_at timestamptz,
  add check (data_told_at is null or ends_at is not null),
  add check (data_gone_at is null or data_told_at is not null);
create index ads_agreements_data_waits on ads_agreements (ends_at)
  where data_gone_at is null and in_force_at is not null and ends_at is not null;

alter table ads_agreement_steps
  drop constraint ads_agreement_steps_what_check,
  add constraint ads_agreement_steps_what_check
    check (what in ('offered', 'signed', 'countersigned', 'notice', 'ended', 'data-gone'));
