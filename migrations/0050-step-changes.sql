-- When a step last moved: an entry of it changed, or its state did. Serves the portfolio's stalled steps.
alter table project_step add column changed_at timestamptz;
update project_step set changed_at = project.opened_at
  from project where project.force_id = project_step.force_id and project.id = project_step.project_id;
