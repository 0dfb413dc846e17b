-- A force's slug is its key in the crime store: features may rename the force and lock its row, never move it.
revoke update on force from wardmote_app;
grant update (name) on force to wardmote_app;
