-- What a force's proforma asks: its versions beside the platform's own, which is version 1 of every force. A version
-- never changes once it is published.
create table template_version (
  force_id uuid not null references force,
  version integer not null check (version > 1),
  -- what it asks otherwise than the platform's template
  changes jsonb not null check (jsonb_typeof(changes) = 'object' and pg_column_size(changes) < 500000),
  note text not null check (length(note) between 1 and 2000),
  made_by uuid not null,
  made_as text not null,
  made_at timestamptz not null,
  primary key (force_id, version),
  foreign key (force_id, made_by) references person (force_id, id)
);

-- The next version while it is being written: one a force, whoever writes.
create table template_draft (
  force_id uuid primary key references force,
  based_on integer not null,
  changes jsonb not null check (jsonb_typeof(changes) = 'object' and pg_column_size(changes) < 500000),
  written_by uuid not null,
  written_as text not null,
  written_at timestamptz not null,
  version integer not null default 1,
  foreign key (force_id, written_by) references person (force_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['template_version', 'template_draft'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_force on %I to wardmote_app using (force_id = current_force()) with check (force_id = current_force())', t);
    execute format('grant select, insert on %I to wardmote_app', t);
  end loop;
end $$;
grant update, delete on template_draft to wardmote_app;

-- Taken shared by whoever opens a project and alone by whoever publishes a version, until the transaction ends, so that
-- no project is opened under a version that has just been followed by another.
create function template_gate(force uuid) returns bigint language sql immutable
  return hashtextextended('template ' || force::text, 0);

-- A project that came as a record from elsewhere has no decision here: it keeps what came with it and has no row in a
-- table of its own, such as the number it had, its team, who answered for its steps, and its history until then.
alter table project
  alter column decision_id drop not null,
  add column imported jsonb check (jsonb_typeof(imported) = 'object'),
  add column imported_number text check (length(imported_number) between 1 and 40),
  add check ((decision_id is null) = (imported is not null)),
  add check ((imported is null) = (imported_number is null));
