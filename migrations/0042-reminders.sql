-- Reminders of interventions: which occasion of which due date somebody has been told of. The row is written in the
-- transaction that puts the message into the outbox, so that each occasion is told once, whoever looks and however often.

create table reminder (
  force_id uuid not null references force,
  entry_id uuid not null,
  person_id uuid not null,
  -- of the intervention when it was told; another due date has reminders of its own
  due_on date not null,
  occasion text not null check (occasion ~ '^(before|overdue [0-9]{1,4})$'),
  made_at timestamptz not null,
  primary key (force_id, entry_id, person_id, due_on, occasion),
  foreign key (force_id, entry_id) references project_entry (force_id, id),
  foreign key (force_id, person_id) references person (force_id, id)
);
alter table reminder enable row level security;
create policy own_force on reminder to wardmote_app using (force_id = current_force()) with check (force_id = current_force());
grant select, insert on reminder to wardmote_app;

-- serves the daily look for what is due
create index project_entry_intervention_due on project_entry (force_id, (content->>'due'))
  where kind = 'intervention' and withdrawn_by is null;
-- serves somebody's own actions across projects
create index project_entry_intervention_owner on project_entry (force_id, (content->>'ownerPerson'))
  where kind = 'intervention' and withdrawn_by is null;
