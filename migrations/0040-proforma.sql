-- The proforma: what a project's record holds besides its steps. Every entry of every step is one row whose answers
-- follow the template; kinds and questions are the template's, so that a changed template needs no changed table.

create table project_entry (
  force_id uuid not null references force,
  id uuid not null,
  project_id uuid not null,
  kind text not null check (kind ~ '^[a-z][a-z-]{1,39}$'),
  -- order on the page, within the kind
  position integer not null,
  content jsonb not null check (jsonb_typeof(content) = 'object' and pg_column_size(content) < 100000),
  origin text not null check (origin in ('screening', 'person', 'as received', 'imported')),
  added_by uuid not null,
  added_as text not null,
  added_at timestamptz not null,
  written_by uuid not null,
  written_as text not null,
  written_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_as text,
  withdrawn_at timestamptz,
  withdraw_reason text check (length(withdraw_reason) between 1 and 2000),
  version integer not null default 1,
  primary key (force_id, id),
  foreign key (force_id, project_id) references project (force_id, id),
  foreign key (force_id, added_by) references person (force_id, id),
  foreign key (force_id, written_by) references person (force_id, id),
  foreign key (force_id, withdrawn_by) references person (force_id, id),
  check ((withdrawn_by is null) = (withdraw_reason is null))
);
-- serves every step, list and the whole record
create index project_entry_by_project on project_entry (force_id, project_id, kind, position);

insert into project_entry (
  force_id, id, project_id, kind, position, content, origin, added_by, added_as, added_at,
  written_by, written_as, written_at, withdrawn_by, withdrawn_as, withdrawn_at, withdraw_reason, version)
select force_id, id, project_id,
  case kind when 'vulnerability' then 'harm' when 'not known' then 'not-known' else kind end,
  position,
  jsonb_build_object(
    'title', title,
    'detail', nullif(detail, ''),
    'source', nullif(source, ''),
    'dated', case when dated_from is null or dated_from = dated then dated else dated_from || '/' || dated end,
    'strength', strength),
  origin, written_by, written_as, written_at, written_by, written_as, written_at,
  withdrawn_by, withdrawn_as, withdrawn_at, withdraw_reason, version
from justification_item;
drop table justification_item;

-- Who answers for a step, and who said that it is ready.
alter table project_step
  add column owner_id uuid,
  add column ready_by uuid,
  add column ready_as text,
  add column ready_at timestamptz,
  add foreign key (force_id, owner_id) references person (force_id, id),
  add foreign key (force_id, ready_by) references person (force_id, id),
  add check (state <> 'ready for sign-off' or ready_by is not null);

-- What a coach, supervisor or colleague says about a step or one entry of it. Never changed or removed.
create table project_comment (
  force_id uuid not null references force,
  id uuid not null,
  project_id uuid not null,
  step smallint not null check (step between 1 and 8),
  entry_id uuid,
  words text not null check (length(words) between 1 and 4000),
  written_by uuid not null,
  written_as text not null,
  -- what they were to the project when they wrote: coach, supervisor, officer
  written_role text not null,
  written_at timestamptz not null,
  primary key (force_id, id),
  foreign key (force_id, project_id) references project (force_id, id),
  foreign key (force_id, entry_id) references project_entry (force_id, id),
  foreign key (force_id, written_by) references person (force_id, id)
);
-- serves a step's page
create index project_comment_by_step on project_comment (force_id, project_id, step, written_at);

do $$
declare t text;
begin
  foreach t in array array['project_entry', 'project_comment'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_force on %I to wardmote_app using (force_id = current_force()) with check (force_id = current_force())', t);
    execute format('grant select, insert on %I to wardmote_app', t);
  end loop;
end $$;
grant update on project_entry to wardmote_app;
