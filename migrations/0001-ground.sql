-- The ground: forces (tenants), their organisations, areas, people and roles, and the audit chain.
--
-- Three roles besides the owner. None can log in: the process connects as the owner and steps down.
--   wardmote_app   what every request runs as; row-level security lets it see one force, named in the
--                  transaction's settings by platform/db. With no force named it sees nothing.
--   wardmote_door  what sign-in runs as: it must find a person before any force is known. It reads people and
--                  roles and owns the account tables' rows; it can touch nothing else.
-- Every table with a force's records leads its key with force_id, so the data can be sharded by force.

do $$
begin
  if not exists (select from pg_roles where rolname = 'wardmote_app') then create role wardmote_app nologin; end if;
  if not exists (select from pg_roles where rolname = 'wardmote_door') then create role wardmote_door nologin; end if;
exception when duplicate_object or unique_violation then null; -- another node of the same cluster made them
end $$;
grant wardmote_app, wardmote_door to current_user;
grant usage on schema public to wardmote_app, wardmote_door;

-- The force and person of the current transaction; null when nobody has been named.
create function current_force() returns uuid stable language sql
  as $$ select nullif(current_setting('wardmote.force_id', true), '')::uuid $$;
create function current_person() returns uuid stable language sql
  as $$ select nullif(current_setting('wardmote.person_id', true), '')::uuid $$;

create table force (
  id uuid primary key default gen_random_uuid(),
  -- as data.police.uk names it in file names
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]{0,60}$'),
  name text not null check (length(name) between 1 and 200),
  is_demonstration boolean not null default false,
  created_at timestamptz not null default now()
);
alter table force enable row level security;
create policy own_force on force to wardmote_app using (id = current_force()) with check (id = current_force());
create policy door on force for select to wardmote_door using (true);
grant select, update on force to wardmote_app;
grant select on force to wardmote_door;

create table organisation (
  force_id uuid not null references force,
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind in ('force', 'council', 'housing', 'business', 'charity', 'health', 'education', 'residents', 'other')),
  name text not null check (length(name) between 1 and 200),
  created_at timestamptz not null default now(),
  primary key (force_id, id)
);

-- LPA › neighbourhood › LSOA as the force draws them; codes belong to a census vintage where one published them.
create table area (
  force_id uuid not null references force,
  code text not null check (length(code) between 1 and 40),
  kind text not null check (kind in ('lpa', 'neighbourhood', 'lsoa')),
  name text not null check (length(name) between 1 and 200),
  parent_code text,
  vintage text check (vintage in ('2011', '2021')),
  primary key (force_id, code),
  foreign key (force_id, parent_code) references area (force_id, code) deferrable initially deferred
);
-- serves the neighbourhood lists of an LPA and the LSOAs of a neighbourhood
create index area_by_parent on area (force_id, parent_code, code);

create table person (
  force_id uuid not null references force,
  id uuid not null default gen_random_uuid(),
  organisation_id uuid not null,
  -- the sign-in account; null until they first sign in or when access is withdrawn
  account_id text unique,
  name text not null check (length(name) between 1 and 200),
  email text not null check (length(email) between 3 and 320 and email = lower(email)),
  rank text,
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (force_id, id),
  foreign key (force_id, organisation_id) references organisation (force_id, id)
);
-- one account, one force: a person who works for two has two addresses
create unique index person_by_email on person (email);

-- A role is held for an area (null: the whole force) and a period, so that tenure can be told later.
create table role_held (
  force_id uuid not null references force,
  id uuid not null default gen_random_uuid(),
  person_id uuid not null,
  role text not null check (role in ('officer', 'supervisor', 'leader', 'analyst', 'partner', 'resident', 'coach', 'administrator')),
  area_code text,
  from_on date not null,
  until_on date check (until_on >= from_on),
  primary key (force_id, id),
  foreign key (force_id, person_id) references person (force_id, id),
  foreign key (force_id, area_code) references area (force_id, code)
);
-- serves every request: the roles a signed-in person holds today
create index role_held_by_person on role_held (force_id, person_id);

do $$
declare t text;
begin
  foreach t in array array['organisation', 'area', 'person', 'role_held'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_force on %I to wardmote_app using (force_id = current_force()) with check (force_id = current_force())', t);
    execute format('grant select, insert, update on %I to wardmote_app', t);
  end loop;
end $$;
grant delete on role_held to wardmote_app;
create policy door on person for select to wardmote_door using (true);
create policy door_binds on person for update to wardmote_door using (true);
create policy door on role_held for select to wardmote_door using (true);
grant select on person, role_held to wardmote_door;
grant update (account_id) on person to wardmote_door;

-- What happened: one chain a force. Each entry's hash covers its content and the hash before it, so a changed or
-- missing entry breaks the chain from there on. audit_head is the lock that keeps the chain single file.
create table audit_head (
  force_id uuid primary key references force,
  sequence bigint not null default 0,
  hash text not null default repeat('0', 64)
);
create table audit_entry (
  force_id uuid not null references force,
  sequence bigint not null,
  at timestamptz not null,
  person_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id text not null,
  before jsonb,
  after jsonb,
  previous_hash text not null,
  hash text not null,
  primary key (force_id, sequence)
);
-- serves a record's history
create index audit_by_subject on audit_entry (force_id, subject_kind, subject_id, sequence);
alter table audit_head enable row level security;
alter table audit_entry enable row level security;
create policy own_force on audit_head to wardmote_app using (force_id = current_force()) with check (force_id = current_force());
create policy own_force on audit_entry to wardmote_app using (force_id = current_force()) with check (force_id = current_force());
grant select, insert, update on audit_head to wardmote_app;
grant select, insert on audit_entry to wardmote_app;

create function refuse_change() returns trigger language plpgsql
  as $$ begin raise exception 'audit entries are never changed or removed'; end $$;
create trigger audit_entry_is_append_only before update or delete or truncate on audit_entry
  for each statement execute function refuse_change();

-- A form sent twice writes once: the key is made with the page, the answer is kept with the write.
create table form_key (
  force_id uuid not null references force,
  key uuid not null,
  person_id uuid not null,
  location text not null,
  at timestamptz not null default now(),
  primary key (force_id, key)
);
alter table form_key enable row level security;
create policy own_force on form_key to wardmote_app using (force_id = current_force()) with check (force_id = current_force());
grant select, insert on form_key to wardmote_app;
