-- A form is sent again within minutes of the first time, so its key is kept for days and no longer.
create index form_key_by_time on form_key (force_id, at);
grant delete on form_key to wardmote_app;
