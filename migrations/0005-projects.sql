-- LISP projects: one place's record through the eight steps, opened by a signed-off decision.

-- The last number given in a force and year. Its row is locked until the opening commits, so numbers have no gaps.
create table project_counter (
  force_id uuid not null references force,
  year integer not null check (year between 2000 and 2999),
  last integer not null check (last > 0),
  primary key (force_id, year)
);

create table project (
  force_id uuid not null references force,
  id uuid not null,
  number text not null check (number ~ '^[A-Z0-9]{1,3}-\d{4}-\d{3,}$'),
  decision_id uuid not null,
  state text not null default 'open' check (state in ('open', 'closed')),
  place_name text not null check (length(place_name) between 1 and 200),
  area_code text not null check (length(area_code) between 1 and 40),
  area_codes text[] not null check (area_code = any (area_codes)),
  template_version integer not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  -- the decision's figures, as they stood when it was made
  figures jsonb not null,
  -- who decided and signed off, why, the exceptions, and the alternatives with their reasons
  decision jsonb not null,
  version integer not null default 1,
  primary key (force_id, id),
  -- one decision opens one project, whoever races
  unique (force_id, decision_id),
  unique (force_id, number),
  foreign key (force_id, decision_id) references decision (force_id, id),
  foreign key (force_id, opened_by) references person (force_id, id)
);
-- serves the list of projects, newest first
create index project_by_opening on project (force_id, opened_at desc, id);

create table project_step (
  force_id uuid not null references force,
  project_id uuid not null,
  step smallint not null check (step between 1 and 8),
  state text not null default 'not started'
    check (state in ('not started', 'in progress', 'ready for sign-off', 'signed off', 'reopened')),
  signed_off_by uuid,
  signed_off_as text,
  signed_off_at timestamptz,
  reopened_by uuid,
  reopened_as text,
  reopened_at timestamptz,
  reopen_reason text check (length(reopen_reason) between 1 and 2000),
  version integer not null default 1,
  primary key (force_id, project_id, step),
  foreign key (force_id, project_id) references project (force_id, id),
  foreign key (force_id, signed_off_by) references person (force_id, id),
  foreign key (force_id, reopened_by) references person (force_id, id),
  check (state <> 'signed off' or signed_off_by is not null),
  check (state <> 'reopened' or reopen_reason is not null)
);

-- The entries of Step 1. Corrected under version check, withdrawn with a reason, never removed.
create table justification_item (
  force_id uuid not null references force,
  id uuid not null,
  project_id uuid not null,
  kind text not null check (kind in ('evidence', 'issue', 'vulnerability', 'known', 'not known')),
  -- order on the page
  position integer not null,
  title text not null check (length(title) between 1 and 200),
  detail text not null default '' check (length(detail) <= 4000),
  source text not null default '' check (length(source) <= 500),
  -- as exact as is known: 2025, 2025-03 or 2025-03-14; the first only where it covers a period
  dated_from text check (dated_from ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  dated text check (dated ~ '^\d{4}(-\d{2}(-\d{2})?)?$'),
  strength text check (strength in ('strong', 'some', 'weak')),
  -- filled in from the screening, or written by a person
  origin text not null check (origin in ('screening', 'person')),
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
  foreign key (force_id, written_by) references person (force_id, id),
  check (kind <> 'evidence' or (source <> '' and dated is not null and strength is not null)),
  check ((withdrawn_by is null) = (withdraw_reason is null))
);
-- serves Step 1 and the whole record
create index justification_item_by_project on justification_item (force_id, project_id, kind, position);

-- Who is on the project, in which part, from when until when. Ending keeps the row.
create table project_member (
  force_id uuid not null references force,
  id uuid not null,
  project_id uuid not null,
  person_id uuid not null,
  part text not null check (part in ('lead officer', 'supervisor', 'officer', 'analyst', 'coach', 'partner', 'resident')),
  from_on date not null,
  until_on date check (until_on >= from_on),
  end_reason text check (length(end_reason) between 1 and 500),
  version integer not null default 1,
  primary key (force_id, id),
  foreign key (force_id, project_id) references project (force_id, id),
  foreign key (force_id, person_id) references person (force_id, id),
  check ((until_on is null) = (end_reason is null))
);
-- one person holds one part of a project once at a time; also serves the team page
create unique index project_member_live on project_member (force_id, project_id, person_id, part) where until_on is null;
create index project_member_by_project on project_member (force_id, project_id, from_on);
-- serves what a partner or resident may see
create index project_member_by_person on project_member (force_id, person_id, project_id);

do $$
declare t text;
begin
  foreach t in array array['project_counter', 'project', 'project_step', 'justification_item', 'project_member'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_force on %I to wardmote_app using (force_id = current_force()) with check (force_id = current_force())', t);
    execute format('grant select, insert, update on %I to wardmote_app', t);
  end loop;
end $$;
