-- What somebody typed in a form and has not sent, or sent when their session had run out. One a form and person; gone
-- when the form is sent, when its writer throws it away, and after thirty days.
create table draft (
  force_id uuid not null references force,
  person_id uuid not null,
  -- the address the form posts to
  form text not null check (form ~ '^/' and length(form) <= 400),
  -- the page the form is on
  page text not null check (page ~ '^/' and length(page) <= 1000),
  fields jsonb not null check (jsonb_typeof(fields) = 'object' and pg_column_size(fields) < 200000),
  saved_at timestamptz not null,
  primary key (force_id, person_id, form),
  foreign key (force_id, person_id) references person (force_id, id)
);
-- serves the daily removal
create index draft_by_time on draft (force_id, saved_at);

alter table draft enable row level security;
-- A draft is its writer's alone; the nightly removal acts for nobody and sees only how old each is.
create policy own_draft on draft to wardmote_app
  using (force_id = current_force() and (person_id = current_person() or current_person() is null))
  with check (force_id = current_force() and person_id = current_person());
grant select, insert, update, delete on draft to wardmote_app;
