-- How an organisation is paid is sealed too. It cannot be sealed from here: whoever gave an account gives it again.

update accounts_organisation_billing set payout_method = null, payout_account = null, payout_changed_at = null;
alter table accounts_organisation_billing
  drop column payout_method,
  add column payout_method bytea;
alter table accounts_organisation_billing
  add check ((payout_method is null) = (payout_account is null));
