-- The day by which an answer says that it will be done, and whether it was, as whoever raised it says.
alter table escalation
  add column done_by date,
  add column was_done boolean,
  add column was_done_as text check (length(was_done_as) between 1 and 400),
  add column was_done_at timestamptz,
  add check (done_by is null or outcome = 'will be done'),
  add check ((was_done is null) = (was_done_as is null) and (was_done is null) = (was_done_at is null)),
  add check (was_done is null or done_by is not null);
-- serves what was promised and is past its day, for whoever raised it and in the list
create index escalation_by_promise on escalation (force_id, done_by) where done_by is not null and was_done is null;
