-- What people chose to tell about themselves beside an inquiry, each answer by itself, and that they do not want it used.

create table support_answers (
  thread_id uuid not null references support_threads on delete cascade,
  question text not null,
  choice text not null,
  -- On what its use rests. There is one ground only: a yes, given by answering.
  basis text not null check (basis = 'consent'),
  -- The words that stood beside the question.
  wording_version integer not null check (wording_version > 0),
  answered_at timestamptz not null,
  primary key (thread_id, question, choice),
  -- Bands and closed lists: there is no room for a word of somebody's own.
  check (
    question = 'age' and choice in ('18-24', '25-34', '35-44', '45-54', '55-64', '65-and-over')
    or question = 'gender' and choice in ('woman', 'man', 'another')
    or question = 'likes' and choice in (
      'photography', 'illustration', 'design', 'art', 'nature', 'science', 'history', 'travel', 'food', 'sport'))
);
create unique index support_answers_one on support_answers (thread_id, question) where question <> 'likes';

create table support_objections (
  thread_id uuid primary key references support_threads on delete cascade,
  objected_at timestamptz not null
);
