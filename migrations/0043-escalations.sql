-- Escalations: what a project cannot move itself, raised to somebody who can, with a clock and an answer.

-- Messages on their way out, written in the transaction of what they tell of. One key is one message however often its
-- cause is run again; address and words are removed once a mail server has taken it.
create table outgoing_message (
  force_id uuid not null references force,
  id uuid not null default gen_random_uuid(),
  key text not null check (length(key) between 1 and 200),
  to_address text check (length(to_address) between 3 and 320),
  subject text check (length(subject) between 1 and 300),
  words text check (length(words) between 1 and 20000),
  made_at timestamptz not null,
  -- not tried before; a node that tries it pushes it on first, so that no other tries at the same time
  try_at timestamptz not null,
  tries integer not null default 0,
  sent_at timestamptz,
  given_up_at timestamptz,
  primary key (force_id, id),
  unique (force_id, key),
  check (sent_at is not null or (to_address is not null and subject is not null and words is not null))
);
-- serves the search for the next to send
create index outgoing_message_waiting on outgoing_message (force_id, try_at)
  where sent_at is null and given_up_at is null;

-- The register of senior contacts: who stands at each level of the ladder, for which area or body.
create table escalation_contact (
  force_id uuid not null references force,
  id uuid not null,
  organisation text not null check (length(organisation) between 1 and 200),
  name text not null check (length(name) between 1 and 200),
  post text not null check (length(post) between 1 and 200),
  level text not null check (length(level) between 1 and 40),
  -- null: the whole force
  area_code text,
  -- anything at this level, or only what their own organisation decides
  answers_for text not null check (answers_for in ('anything', 'own organisation')),
  -- the account they answer with, where they have one
  person_id uuid,
  reach text not null default '' check (length(reach) <= 1000),
  permission text not null check (permission in ('public post', 'agreed', 'not asked')),
  visible_to text not null check (visible_to in ('staff', 'supervisors')),
  keeper_id uuid not null,
  checked_on date not null,
  retired_at timestamptz,
  retire_reason text check (length(retire_reason) between 1 and 2000),
  version integer not null default 1,
  primary key (force_id, id),
  foreign key (force_id, area_code) references area (force_id, code),
  foreign key (force_id, person_id) references person (force_id, id),
  foreign key (force_id, keeper_id) references person (force_id, id),
  check ((retired_at is null) = (retire_reason is null))
);
-- serves the register, and who stands at a level
create index escalation_contact_by_level on escalation_contact (force_id, level, organisation) where retired_at is null;
-- serves "for me to answer"
create index escalation_contact_by_person on escalation_contact (force_id, person_id) where person_id is not null;

-- The force's own clock and ladder; a force without a row has the platform's.
create table escalation_setting (
  force_id uuid primary key references force,
  acknowledge_days smallint not null check (acknowledge_days between 1 and 60),
  answer_days smallint not null check (answer_days between 1 and 250 and answer_days >= acknowledge_days),
  levels jsonb not null,
  extra_days_off text[] not null default '{}',
  version integer not null default 1
);

-- An escalation of one project, or (without a project) a regional issue that escalations of several are joined to. What
-- is joined carries its issue's level, contact, clock and answer.
create table escalation (
  force_id uuid not null references force,
  id uuid not null,
  project_id uuid,
  issue_id uuid,
  -- in its project, or among the force's regional issues
  number integer not null,
  -- the risk or intervention it came from
  entry_id uuid,
  barrier text not null check (length(barrier) between 1 and 200),
  detail text not null default '' check (length(detail) <= 4000),
  organisation text not null check (length(organisation) between 1 and 200),
  level text not null check (length(level) between 1 and 40),
  contact_id uuid,
  state text not null check (state in ('raised', 'acknowledged', 'answered', 'closed', 'withdrawn')),
  raised_by uuid not null,
  raised_as text not null,
  raised_at timestamptz not null,
  -- the day those who have it were asked, and what they were asked to keep
  asked_on date not null,
  acknowledge_by date not null,
  answer_by date not null,
  acknowledged_as text,
  acknowledged_at timestamptz,
  outcome text check (outcome in ('done', 'will be done', 'in part', 'no')),
  answer text check (length(answer) between 1 and 4000),
  -- who gave it, when and how it came; who wrote it down
  answered_as text check (length(answered_as) between 1 and 400),
  answered_on date,
  answer_came text check (answer_came in ('here', 'letter', 'e-mail', 'call', 'meeting')),
  answer_written_by uuid,
  answered_at timestamptz,
  closed_by uuid,
  closed_as text,
  closed_at timestamptz,
  close_note text check (length(close_note) between 1 and 2000),
  withdrawn_as text,
  withdrawn_at timestamptz,
  withdraw_reason text check (length(withdraw_reason) between 1 and 2000),
  version integer not null default 1,
  primary key (force_id, id),
  unique nulls not distinct (force_id, project_id, number),
  foreign key (force_id, project_id) references project (force_id, id),
  foreign key (force_id, issue_id) references escalation (force_id, id),
  foreign key (force_id, entry_id) references project_entry (force_id, id),
  foreign key (force_id, contact_id) references escalation_contact (force_id, id),
  foreign key (force_id, raised_by) references person (force_id, id),
  foreign key (force_id, answer_written_by) references person (force_id, id),
  foreign key (force_id, closed_by) references person (force_id, id),
  check (issue_id is null or project_id is not null),
  check (state not in ('answered', 'closed') or (answer is not null and answered_as is not null)),
  check (state <> 'withdrawn' or withdraw_reason is not null)
);
-- serves the lists by state and the search for missed clocks
create index escalation_by_state on escalation (force_id, state, asked_on);
-- serves a step's page
create index escalation_by_project on escalation (force_id, project_id, number);
-- serves "raised by me" and the answers somebody has not read
create index escalation_by_raiser on escalation (force_id, raised_by, state);
-- serves a regional issue's page
create index escalation_by_issue on escalation (force_id, issue_id) where issue_id is not null;
-- serves "for me to answer"
create index escalation_by_contact on escalation (force_id, contact_id, state);

do $$
declare t text;
begin
  foreach t in array array['outgoing_message', 'escalation_contact', 'escalation_setting', 'escalation'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_force on %I to wardmote_app using (force_id = current_force()) with check (force_id = current_force())', t);
    execute format('grant select, insert, update on %I to wardmote_app', t);
  end loop;
end $$;
