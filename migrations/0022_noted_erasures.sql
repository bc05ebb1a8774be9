-- An erasure is noted outside the database, so that a backup from before does not bring anybody back.

-- While 'erased' and not yet noted there: the number that is gone.
alter table privacy_erasures add column gone_id uuid;
alter table privacy_erasures add check (state = 'erased' or gone_id is null);

-- 'restore': it was done again after a backup had brought somebody back.
alter table privacy_erasures drop constraint privacy_erasures_asked_by_check;
alter table privacy_erasures add constraint privacy_erasures_asked_by_check
  check (asked_by in ('self', 'idle', 'support', 'restore'));
