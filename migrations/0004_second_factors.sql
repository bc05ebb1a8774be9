-- What proves who somebody is besides a password: passkeys, authenticator apps, recovery codes.

-- By what a session was proven, and when last. Sessions of before were begun with a password.
alter table accounts_sessions
  add column proof text[] not null default '{password}'
    check (proof <> '{}' and proof <@ array['password', 'code', 'recovery', 'passkey']),
  add column proven_at timestamptz;
update accounts_sessions set proven_at = created_at;
alter table accounts_sessions alter column proof drop default, alter column proven_at set not null;
