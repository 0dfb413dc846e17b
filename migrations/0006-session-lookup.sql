-- What every request of a signed-in person begins with, as a function, because PL/pgSQL keeps its plan for as long as
-- the connection lives: measured on the embedded database, planning took most of the statement's time, and 50
-- readers at once wait for each other's. It runs with its caller's rights (wardmote_door's), under the same policies.
-- `selectEntrant` in platform/auth/entrant.ts asks the same of a person found otherwise; a test holds the two equal.
create function session_entrant(asked_hash text, asked_at timestamptz, idle_since timestamptz, today date)
returns table (
  "sessionId" uuid, "awaitsCode" boolean, method text, "seenAt" timestamptz,
  "personId" uuid, "forceId" uuid, "forceSlug" text, "forceName" text, name text, email text, rank text,
  "isActive" boolean, "accountId" text, "passwordHash" text, "totpSealed" text, "hasAuthenticator" boolean,
  "totpLastStep" bigint, roles json
) language plpgsql stable as $$
begin
  return query
    select s.id, s.awaits_code, s.method, s.seen_at,
           p.id, p.force_id, f.slug, f.name, p.name, p.email, p.rank,
           p.is_active, p.account_id, a.password_hash, a.totp_sealed, a.totp_confirmed_at is not null,
           a.totp_last_step,
           coalesce((select json_agg(json_build_object('role', r.role, 'areaCode', r.area_code) order by r.from_on, r.id)
                     from role_held r
                     where r.force_id = p.force_id and r.person_id = p.id
                       and r.from_on <= today and (r.until_on is null or r.until_on >= today)), '[]'::json)
    from account_session s
    join account_login a on a.id = s.account_id
    join person p on p.account_id = s.account_id
    join force f on f.id = p.force_id
    where s.token_hash = asked_hash and s.expires_at > asked_at and s.seen_at > idle_since;
end $$;
revoke all on function session_entrant from public;
grant execute on function session_entrant to wardmote_door;
