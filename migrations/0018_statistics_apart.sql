-- No column of the statistics has the name of one of the accounts: there is nothing by which to join them.

alter table privacy_statistics_hours rename column what to counted;
alter table privacy_statistics_days rename column what to counted;
