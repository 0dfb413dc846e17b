-- Every page view of a project with this mark is written into the audit.
alter table project add column is_sensitive boolean not null default false;
