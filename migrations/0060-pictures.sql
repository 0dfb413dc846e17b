-- What is drawn in a picture, which is an entry of Step 4 or 6: changes of one shared document. They may be read in any
-- order. Many small ones become one that says the same; none is ever lost.
create table picture_change (
  force_id uuid not null references force,
  id uuid not null,
  picture_id uuid not null,
  change bytea not null,
  kept_at timestamptz not null,
  primary key (force_id, id),
  foreign key (force_id, picture_id) references project_entry (force_id, id)
);
-- serves the opening of a picture
create index picture_change_by_picture on picture_change (force_id, picture_id);
alter table picture_change enable row level security;
create policy own_force on picture_change to wardmote_app using (force_id = current_force()) with check (force_id = current_force());
grant select, insert, delete on picture_change to wardmote_app;
