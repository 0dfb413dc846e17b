-- Saved screenings, and the breaks a force knows of in its own records.
create table screening (
  force_id uuid not null references force,
  id uuid not null default gen_random_uuid(),
  name text not null check (length(name) between 1 and 200),
  -- what was asked; asking it again over the same inputs gives the same result
  question jsonb not null,
  -- fingerprint of what it was computed from
  inputs text not null,
  -- the whole answer as it was: what a decision is based on stays readable when the data moves on
  result jsonb not null,
  created_by uuid not null,
  created_at timestamptz not null,
  version integer not null default 1,
  primary key (force_id, id),
  foreign key (force_id, created_by) references person (force_id, id)
);
-- serves the list of screenings, newest first
create index screening_by_time on screening (force_id, created_at desc, id);

-- A change in how crime was recorded, policed or lived, drawn on every series it touches.
create table series_break (
  force_id uuid not null references force,
  id uuid not null default gen_random_uuid(),
  label text not null check (length(label) between 1 and 200),
  from_month text not null check (from_month ~ '^\d{4}-(0[1-9]|1[0-2])$'),
  to_month text check (to_month ~ '^\d{4}-(0[1-9]|1[0-2])$' and to_month >= from_month),
  -- crime types it touches; empty for all
  types text[] not null default '{}',
  created_by uuid not null,
  created_at timestamptz not null,
  primary key (force_id, id),
  foreign key (force_id, created_by) references person (force_id, id)
);

alter table screening enable row level security;
alter table series_break enable row level security;
create policy own_force on screening to wardmote_app using (force_id = current_force()) with check (force_id = current_force());
create policy own_force on series_break to wardmote_app using (force_id = current_force()) with check (force_id = current_force());
grant select, insert, update, delete on screening to wardmote_app;
grant select, insert, delete on series_break to wardmote_app;
