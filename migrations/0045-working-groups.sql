-- The working group of a project: how people come into it, and the calendars their meetings go to. Members, meetings,
-- decisions and jobs are entries of the project's record.

-- An invitation to join: to one address, once; or a link that so many people may use. Only a hash of its code is kept.
-- A link sends whoever asks an invitation of their own, to their address: `parent_id` is the link it came from.
create table group_invitation (
  force_id uuid not null references force,
  id uuid not null,
  project_id uuid not null,
  parent_id uuid,
  token_hash text not null unique,
  role text not null check (role in ('partner', 'resident')),
  -- null: whoever has the link
  email text check (length(email) between 3 and 320 and email = lower(email)),
  -- the member of the record it is for, where they are written down already
  member_id uuid,
  uses_allowed smallint not null check (uses_allowed between 1 and 50),
  uses smallint not null default 0 check (uses between 0 and uses_allowed),
  expires_at timestamptz not null,
  made_by uuid,
  made_as text not null,
  made_at timestamptz not null,
  revoked_by uuid,
  revoked_as text,
  revoked_at timestamptz,
  primary key (force_id, id),
  foreign key (force_id, project_id) references project (force_id, id),
  foreign key (force_id, parent_id) references group_invitation (force_id, id),
  foreign key (force_id, member_id) references project_entry (force_id, id),
  foreign key (force_id, made_by) references person (force_id, id),
  foreign key (force_id, revoked_by) references person (force_id, id),
  check (email is null or uses_allowed = 1),
  check ((revoked_at is null) = (revoked_as is null))
);
-- serves the list of a project's invitations
create index group_invitation_by_project on group_invitation (force_id, project_id, made_at);

-- The private address a member's calendar program asks for a group's meetings; only its hash is kept.
create table group_calendar (
  force_id uuid not null references force,
  project_id uuid not null,
  person_id uuid not null,
  token_hash text not null unique,
  made_at timestamptz not null,
  primary key (force_id, project_id, person_id),
  foreign key (force_id, project_id) references project (force_id, id),
  foreign key (force_id, person_id) references person (force_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['group_invitation', 'group_calendar'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_force on %I to wardmote_app using (force_id = current_force()) with check (force_id = current_force())', t);
    execute format('grant select, insert, update on %I to wardmote_app', t);
    -- Whoever opens a link or asks for a calendar has not signed in: the door finds whose it is, and no more.
    execute format('create policy door on %I for select to wardmote_door using (true)', t);
  end loop;
end $$;
grant delete on group_calendar to wardmote_app;
grant select (force_id, id, token_hash) on group_invitation to wardmote_door;
grant select (force_id, project_id, person_id, token_hash) on group_calendar to wardmote_door;

-- serves everybody's start page: the groups they are written down in
create index project_entry_of_person on project_entry (force_id, (content->>'person'))
  where kind = 'member' and withdrawn_by is null;
