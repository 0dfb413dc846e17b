-- What was given in a round that has ended, counted once for good: a force's overview of 2,000 projects would otherwise
-- count 64,000 marks each time it is read. Marks of a round that has ended never change. Null where nobody has counted
-- them yet; whoever reads it then counts them.
alter table rating_round
  add column levels jsonb,
  add check (levels is null or revealed_at is not null);

-- By part, lists of step, level (null: cannot say) and how many gave it, of what the caller may read.
create function rating_levels(in_force uuid, in_round uuid) returns jsonb language sql stable as $$
  select coalesce(jsonb_object_agg(part, given), '{}') from (
    select part, jsonb_agg(jsonb_build_array(step, level, times) order by step, level) as given from (
      select a.part, m.step, m.level, count(*) as times
      from rating_ask a join rating_mark m using (force_id, round_id, person_id, giving)
      where a.force_id = in_force and a.round_id = in_round
      group by a.part, m.step, m.level) tally
    group by part) parts
$$;

update rating_round set levels = rating_levels(force_id, id) where revealed_at is not null;
