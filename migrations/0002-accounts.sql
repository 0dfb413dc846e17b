-- Accounts: what it takes to come in. A person is who somebody is inside a force; an account is how they prove it.
--
-- Every row here is a secret or leads to one, so wardmote_app (what pages run as) has no grant on any of these tables:
-- a page that forgets its rules, or asks the wrong table, still cannot read a password hash or a session. Only
-- wardmote_door, which sign-in runs as, can. (Whoever can run SQL of their own could step to another role: the lock
-- is against mistakes, parameters are against injection.) Tokens and recovery codes are kept as SHA-256 hashes, e-mail addresses
-- and network addresses of attempts as keyed hashes, authenticator secrets encrypted.

create table account_login (
  id text primary key,
  -- PHC string, argon2id; null until a password is chosen (e-mailed links need none)
  password_hash text,
  password_set_at timestamptz,
  -- the authenticator's secret, encrypted; counts only once confirmed by a first code
  totp_sealed text,
  totp_confirmed_at timestamptz,
  -- the 30-second step of the last code accepted: no code of that step or an earlier one is accepted again
  totp_last_step bigint not null default 0,
  created_at timestamptz not null
);

create table account_recovery_code (
  account_id text not null references account_login on delete cascade,
  code_hash text not null,
  primary key (account_id, code_hash)
);

-- A session waits for a second factor (`awaits_code`) or is whole. A token is replaced at each step, never promoted.
create table account_session (
  token_hash text primary key,
  id uuid not null unique default gen_random_uuid(),
  account_id text not null references account_login on delete cascade,
  awaits_code boolean not null,
  -- how it was begun, for the list a person sees: 'password' | 'link'
  method text not null check (method in ('password', 'link', 'passkey')),
  -- browser and system in words; the full header is not kept
  device text not null check (length(device) <= 100),
  started_at timestamptz not null,
  seen_at timestamptz not null,
  expires_at timestamptz not null
);
-- serves the list of a person's sessions and ending all of them
create index account_session_by_account on account_session (account_id, started_at);
-- serves the removal of sessions past their end
create index account_session_by_end on account_session (expires_at);

-- Links sent by e-mail. Following one shows a button; only pressing it uses the link up (the row goes).
create table account_link (
  token_hash text primary key,
  account_id text not null references account_login on delete cascade,
  expires_at timestamptz not null
);
create index account_link_by_account on account_link (account_id);
create index account_link_by_end on account_link (expires_at);

-- Attempts counted per account and per network address, shared by all nodes. See platform/auth/attempt-limit.ts.
create table account_attempt (
  key text primary key,
  attempts integer not null,
  last_at timestamptz not null,
  blocked_until timestamptz not null
);
-- serves the removal of counts that are too old to matter
create index account_attempt_by_time on account_attempt (last_at);

do $$
declare t text;
begin
  foreach t in array array['account_login', 'account_recovery_code', 'account_session', 'account_link', 'account_attempt'] loop
    execute format('alter table %I enable row level security', t);
    execute format('create policy door_only on %I to wardmote_door using (true) with check (true)', t);
    execute format('grant select, insert, update, delete on %I to wardmote_door', t);
  end loop;
end $$;

-- serves the list of people (by name, a page at a time) and the search in it
create index person_by_name on person (force_id, name, id);
