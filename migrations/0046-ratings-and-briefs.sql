-- Ratings: how deeply each step was done, by those who do it, their line manager and an independent reviewer; and the
-- one-page brief of a project with its links for people without an account.

-- A force's own words for the levels. Version 0 is the platform's and is in the program; each change is a whole version.
create table rating_rubric (
  force_id uuid not null references force,
  version integer not null check (version > 0),
  -- by step, the words of levels 0 to 5
  levels jsonb not null check (jsonb_typeof(levels) = 'object' and pg_column_size(levels) < 100000),
  why text not null check (length(why) between 1 and 1000),
  made_by uuid not null,
  made_as text not null,
  made_at timestamptz not null,
  primary key (force_id, version),
  foreign key (force_id, made_by) references person (force_id, id)
);

-- One asking of a project's raters. Open until all who were asked have given theirs or a supervisor ends it; from then
-- on what was given can be read and does not change.
create table rating_round (
  force_id uuid not null references force,
  id uuid not null,
  project_id uuid not null,
  -- in its project
  number integer not null,
  steps jsonb not null check (jsonb_array_length(steps) between 1 and 8 and steps <@ '[1,2,3,4,5,6,7,8]'),
  rubric_version integer not null check (rubric_version >= 0),
  asked_on date not null,
  due_on date not null check (due_on >= asked_on),
  opened_by uuid not null,
  opened_as text not null,
  opened_at timestamptz not null,
  revealed_at timestamptz,
  -- why it ended before everybody had given theirs
  end_reason text check (length(end_reason) between 1 and 1000),
  ended_as text,
  version integer not null default 1,
  primary key (force_id, id),
  unique (force_id, project_id, number),
  foreign key (force_id, project_id) references project (force_id, id),
  foreign key (force_id, opened_by) references person (force_id, id),
  check (end_reason is null or (revealed_at is not null and ended_as is not null))
);
create unique index rating_round_open on rating_round (force_id, project_id) where revealed_at is null;
-- serves the force's overview: each project's latest round that can be read
create index rating_round_revealed on rating_round (force_id, project_id, number) where revealed_at is not null;

-- Who was asked, as what, and whether they have given theirs; not what they gave.
create table rating_ask (
  force_id uuid not null references force,
  round_id uuid not null,
  person_id uuid not null,
  part text not null check (part in ('team', 'line manager', 'reviewer')),
  -- how often they have given theirs; the last one counts
  giving smallint not null default 0 check (giving >= 0),
  given_at timestamptz,
  -- when they were last reminded
  chased_on date,
  primary key (force_id, round_id, person_id),
  foreign key (force_id, round_id) references rating_round (force_id, id),
  foreign key (force_id, person_id) references person (force_id, id)
);
-- serves "waiting for you" and the weekly reminders
create index rating_ask_missing on rating_ask (force_id, person_id) where given_at is null;

-- What somebody gave one step: a level, or why they cannot say. Never changed: who corrects theirs gives it again.
create table rating_mark (
  force_id uuid not null references force,
  round_id uuid not null,
  person_id uuid not null,
  giving smallint not null check (giving > 0),
  step smallint not null check (step between 1 and 8),
  level smallint check (level between 0 and 5),
  cannot_say_why text check (length(cannot_say_why) between 1 and 1000),
  note text not null default '' check (length(note) <= 2000),
  primary key (force_id, round_id, person_id, giving, step),
  foreign key (force_id, round_id, person_id) references rating_ask (force_id, round_id, person_id),
  check ((level is null) = (cannot_say_why is not null))
);

-- What the brief says that no other part of the record holds.
create table project_brief (
  force_id uuid not null references force,
  project_id uuid not null,
  problem text not null check (length(problem) between 1 and 1000),
  help text not null default '' check (length(help) <= 1000),
  contact text not null default '' check (length(contact) <= 300),
  written_by uuid not null,
  written_as text not null,
  written_at timestamptz not null,
  version integer not null default 1,
  primary key (force_id, project_id),
  foreign key (force_id, project_id) references project (force_id, id),
  foreign key (force_id, written_by) references person (force_id, id)
);

-- Links that show the brief to whoever has them. The token itself is kept nowhere.
create table brief_link (
  force_id uuid not null references force,
  id uuid not null,
  project_id uuid not null,
  token_hash text not null check (length(token_hash) between 40 and 64),
  made_for text not null check (length(made_for) between 1 and 200),
  expires_at timestamptz not null,
  made_by uuid not null,
  made_as text not null,
  made_at timestamptz not null,
  revoked_as text,
  revoked_at timestamptz,
  opened integer not null default 0,
  last_opened_at timestamptz,
  primary key (force_id, id),
  unique (force_id, token_hash),
  foreign key (force_id, project_id) references project (force_id, id),
  foreign key (force_id, made_by) references person (force_id, id)
);
-- serves the list of a project's links
create index brief_link_by_project on brief_link (force_id, project_id, made_at);

do $$
declare t text;
begin
  foreach t in array array['rating_rubric', 'rating_round', 'rating_ask', 'rating_mark', 'project_brief', 'brief_link'] loop
    execute format('alter table %I enable row level security', t);
    execute format('grant select, insert on %I to wardmote_app', t);
  end loop;
  foreach t in array array['rating_rubric', 'rating_round', 'rating_ask', 'project_brief', 'brief_link'] loop
    execute format('create policy own_force on %I to wardmote_app using (force_id = current_force()) with check (force_id = current_force())', t);
  end loop;
  foreach t in array array['rating_round', 'rating_ask', 'project_brief', 'brief_link'] loop
    execute format('grant update on %I to wardmote_app', t);
  end loop;
end $$;

-- What somebody gave is theirs alone until its round can be read, whatever a query asks for.
create policy own_or_revealed on rating_mark for select to wardmote_app using (
  force_id = current_force() and (
    person_id = current_person()
    or exists (select from rating_round r where r.force_id = rating_mark.force_id and r.id = round_id and r.revealed_at is not null)));
create policy own_new on rating_mark for insert to wardmote_app with check (
  force_id = current_force() and person_id = current_person()
  and not exists (select from rating_round r where r.force_id = rating_mark.force_id and r.id = round_id and r.revealed_at is not null));
