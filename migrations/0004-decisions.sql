-- Decisions: which screened area was chosen, by whom, why, and why not the comparable ones.

-- Areas of a screening that somebody wants considered. Taking one off keeps the row, so that its note is not lost.
create table shortlist_entry (
  force_id uuid not null references force,
  screening_id uuid not null,
  area_code text not null check (length(area_code) between 1 and 40),
  note text not null default '' check (length(note) <= 1000),
  is_removed boolean not null default false,
  added_by uuid not null,
  added_at timestamptz not null,
  version integer not null default 1,
  primary key (force_id, screening_id, area_code),
  foreign key (force_id, screening_id) references screening (force_id, id),
  foreign key (force_id, added_by) references person (force_id, id)
);

-- version counts every change; text_version only those of the words and the place, so that two people writing about
-- different things do not stand in each other's way. The *_as columns hold name and rank as they were at the time.
create table decision (
  force_id uuid not null references force,
  id uuid not null,
  screening_id uuid not null,
  state text not null check (state in ('draft', 'decided', 'signed off', 'returned', 'withdrawn')),
  area_code text not null check (length(area_code) between 1 and 40),
  area_codes text[] not null check (area_code = any (area_codes)),
  place_name text not null check (length(place_name) between 1 and 200),
  boundary_reason text not null default '' check (length(boundary_reason) <= 2000),
  reason text not null default '' check (length(reason) <= 5000),
  exception_short_period text not null default '' check (length(exception_short_period) <= 2000),
  exception_outside_top_band text not null default '' check (length(exception_outside_top_band) <= 2000),
  lead_officer_id uuid,
  supervisor_id uuid,
  drafted_by uuid not null,
  drafted_as text not null,
  drafted_at timestamptz not null,
  decided_by uuid,
  decided_as text,
  decided_at timestamptz,
  signed_off_by uuid,
  signed_off_as text,
  signed_off_at timestamptz,
  returned_by uuid,
  returned_as text,
  returned_at timestamptz,
  return_reason text check (length(return_reason) between 1 and 2000),
  withdrawn_by uuid,
  withdrawn_as text,
  withdrawn_at timestamptz,
  withdraw_reason text check (length(withdraw_reason) between 1 and 2000),
  -- figures and alternatives as they stood when it was decided
  frozen jsonb,
  project_number text,
  version integer not null default 1,
  text_version integer not null default 1,
  primary key (force_id, id),
  foreign key (force_id, screening_id) references screening (force_id, id),
  foreign key (force_id, lead_officer_id) references person (force_id, id),
  foreign key (force_id, supervisor_id) references person (force_id, id),
  foreign key (force_id, drafted_by) references person (force_id, id),
  foreign key (force_id, decided_by) references person (force_id, id),
  foreign key (force_id, signed_off_by) references person (force_id, id),
  check (state not in ('decided', 'signed off', 'returned') or (decided_by is not null and frozen is not null)),
  check (state <> 'signed off' or (signed_off_by <> decided_by and project_number is not null)),
  check (state <> 'returned' or return_reason is not null),
  check (state <> 'withdrawn' or withdraw_reason is not null)
);
-- two people choosing the same area at the same moment make one draft; also serves the shortlist page
create unique index decision_live_by_area on decision (force_id, screening_id, area_code) where state <> 'withdrawn';
-- serves the list of decisions, newest first
create index decision_by_state on decision (force_id, state, drafted_at desc);

-- Why a comparable area was not chosen.
create table decision_reason (
  force_id uuid not null references force,
  decision_id uuid not null,
  area_code text not null check (length(area_code) between 1 and 40),
  reason text not null check (length(reason) between 1 and 2000),
  written_by uuid not null,
  written_at timestamptz not null,
  version integer not null default 1,
  primary key (force_id, decision_id, area_code),
  foreign key (force_id, decision_id) references decision (force_id, id),
  foreign key (force_id, written_by) references person (force_id, id)
);

do $$
declare t text;
begin
  foreach t in array array['shortlist_entry', 'decision', 'decision_reason'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy own_force on %I to wardmote_app using (force_id = current_force()) with check (force_id = current_force())', t);
    execute format('grant select, insert, update on %I to wardmote_app', t);
  end loop;
end $$;
