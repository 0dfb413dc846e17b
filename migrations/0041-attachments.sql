-- Files attached to entries of a project's record. The bytes are in the data folder under their force and hash; a row
-- is written only when its file is whole there. Rows are never removed: a file is withdrawn, with a reason.

create table attachment (
  force_id uuid not null references force,
  id uuid not null,
  project_id uuid not null,
  entry_id uuid not null,
  -- as its sender called it, without folders
  name text not null check (length(name) between 1 and 200),
  -- by its content, never by its name
  type text not null check (type ~ '^[a-z]+/[a-z0-9.-]+$'),
  bytes integer not null check (bytes > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  -- what a file is about; of a picture, what it shows to somebody who does not see it
  shows text not null check (length(shows) <= 500),
  width integer,
  height integer,
  thumbnail_sha256 text check (thumbnail_sha256 ~ '^[0-9a-f]{64}$'),
  added_by uuid not null,
  added_as text not null,
  added_at timestamptz not null,
  withdrawn_by uuid,
  withdrawn_as text,
  withdrawn_at timestamptz,
  withdraw_reason text check (length(withdraw_reason) between 1 and 2000),
  primary key (force_id, id),
  foreign key (force_id, project_id) references project (force_id, id),
  foreign key (force_id, entry_id) references project_entry (force_id, id),
  foreign key (force_id, added_by) references person (force_id, id),
  foreign key (force_id, withdrawn_by) references person (force_id, id),
  check ((withdrawn_by is null) = (withdraw_reason is null)),
  check (type not like 'image/%' or (shows <> '' and width > 0 and height > 0 and thumbnail_sha256 is not null))
);
-- serves an entry's page and a walk's list of sightings
create index attachment_by_entry on attachment (force_id, project_id, entry_id, added_at);

alter table attachment enable row level security;
create policy own_force on attachment to wardmote_app using (force_id = current_force()) with check (force_id = current_force());
grant select, insert on attachment to wardmote_app;
grant update (withdrawn_by, withdrawn_as, withdrawn_at, withdraw_reason) on attachment to wardmote_app;
