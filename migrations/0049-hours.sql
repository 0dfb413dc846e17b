-- Time given to a project, and time taken away from it (abstraction), as people note it day by day. What was noted in
-- error is struck out, never removed.
create table hours_note (
  force_id uuid not null references force,
  id uuid not null,
  project_id uuid not null,
  person_id uuid not null,
  on_day date not null,
  minutes integer not null check (minutes between 5 and 1440),
  kind text not null check (kind in ('given', 'taken')),
  noted_at timestamptz not null,
  struck_at timestamptz,
  primary key (force_id, id),
  foreign key (force_id, project_id) references project (force_id, id),
  foreign key (force_id, person_id) references person (force_id, id)
);
-- serves a project's sums, and somebody's own day
create index hours_note_by_project on hours_note (force_id, project_id, on_day);
alter table hours_note enable row level security;
create policy own_force on hours_note to wardmote_app using (force_id = current_force()) with check (force_id = current_force());
grant select, insert, update on hours_note to wardmote_app;
