-- Imports asked for on the pages: what was handed over, how far it is, what came of it. The report itself is kept
-- with the crime rows it speaks of; an import from the command line has a report and no row here.
create table import_run (
  force_id uuid not null references force,
  id uuid not null default gen_random_uuid(),
  requested_by uuid not null,
  requested_at timestamptz not null,
  -- names as the person knows them
  file_names text[] not null,
  -- where the files wait on the server, and whether they are ours to remove afterwards
  paths text[] not null,
  is_uploaded boolean not null,
  state text not null check (state in ('waiting', 'running', 'loaded', 'refused', 'failed')),
  progress jsonb,
  refusal text,
  report_id text,
  finished_at timestamptz,
  primary key (force_id, id),
  foreign key (force_id, requested_by) references person (force_id, id),
  check (state <> 'loaded' or report_id is not null)
);
-- serves the list of imports, newest first
create index import_run_by_time on import_run (force_id, requested_at desc, id);
alter table import_run enable row level security;
create policy own_force on import_run to wardmote_app using (force_id = current_force()) with check (force_id = current_force());
grant select, insert, update on import_run to wardmote_app;
