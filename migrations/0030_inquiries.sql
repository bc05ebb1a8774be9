-- What people ask about the services, and what becomes of it.

create table support_threads (
  id uuid primary key,
  kind text not null check (kind in ('inquiry')),
  -- The services it is about. An answer is about one of them.
  interests text[] not null check (
    cardinality(interests) between 1 and 4
    and interests <@ array['publisher', 'advertiser', 'network', 'library']),
  vertical text check (length(vertical) <= 40),
  name bytea not null,
  email bytea not null,
  email_index bytea not null,
  telephone bytea,
  site bytea,
  channel text not null check (channel in ('email', 'telephone')),
  state text not null check (state in ('new', 'open', 'waiting', 'answered', 'closed')),
  -- Counts changes, so that of two who act at once the second is told.
  version integer not null default 1,
  -- Of everything that was asked: the same form sent twice makes one thread. Empty once it is closed.
  same_index bytea unique,
  created_at timestamptz not null,
  -- Since when it waits for us; once answered or closed, since when it is that.
  since_at timestamptz not null,
  last_at timestamptz not null,
  closed_at timestamptz,
  -- A number to call is held where a call was chosen, and nowhere else.
  check ((channel = 'telephone') = (telephone is not null)),
  check ((state = 'closed') = (closed_at is not null)),
  check (state <> 'closed' or same_index is null)
);
create index support_threads_line on support_threads (state, since_at, id);
create index support_threads_email on support_threads (email_index);
create index support_threads_last on support_threads (last_at);

-- Who sees to a thread. It goes with the thread, and with the member of staff.
create table support_assignments (
  thread_id uuid primary key references support_threads on delete cascade,
  person_id uuid not null references accounts_people on delete cascade,
  assigned_at timestamptz not null
);
create index support_assignments_person on support_assignments (person_id);

create table support_messages (
  id uuid primary key,
  thread_id uuid not null references support_threads on delete cascade,
  -- That of the thread after it was written; who did it stands in the step of that number.
  version integer not null,
  kind text not null check (kind in ('asked', 'answer', 'note')),
  body bytea not null,
  is_draft boolean not null default false,
  -- Of an answer: the service it is about, and the way it goes.
  topic text check (topic in ('publisher', 'advertiser', 'network', 'library')),
  channel text check (channel in ('email', 'telephone')),
  written_at timestamptz not null,
  sent_at timestamptz,
  stopped_at timestamptz,
  check ((kind = 'answer') = (topic is not null)),
  check ((kind = 'answer') = (channel is not null)),
  check (kind = 'answer' or (not is_draft and sent_at is null and stopped_at is null)),
  check (not is_draft or (sent_at is null and stopped_at is null)),
  check (sent_at is null or stopped_at is null)
);
create index support_messages_thread on support_messages (thread_id, version);
create unique index support_messages_draft on support_messages (thread_id) where is_draft;

create table support_tasks (
  id uuid primary key,
  thread_id uuid not null references support_threads on delete cascade,
  -- What is to be said.
  message_id uuid not null references support_messages on delete cascade,
  made_at timestamptz not null,
  due_at timestamptz not null,
  done_at timestamptz,
  -- That of the thread after it was done; who did it stands in the step of that number.
  done_version integer,
  reached boolean,
  outcome bytea,
  check ((done_at is null) = (reached is null)),
  check ((done_at is null) = (done_version is null))
);
create index support_tasks_thread on support_tasks (thread_id);
create index support_tasks_message on support_tasks (message_id);

create table support_steps (
  thread_id uuid not null references support_threads on delete cascade,
  version integer not null,
  -- Which member of staff; null where it was whoever asked, the house, or somebody who has gone.
  by_person_id uuid references accounts_people on delete set null,
  at timestamptz not null,
  what text not null check (what in (
    'asked', 'wrote', 'corrected', 'assigned', 'freed', 'drafted', 'answered', 'called', 'not-reached', 'noted',
    'closed', 'reopened', 'stopped')),
  primary key (thread_id, version)
);
create index support_steps_person on support_steps (by_person_id) where by_person_id is not null;
