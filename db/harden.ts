import { sql } from "drizzle-orm";
import { APP_ROLE, type Database } from "./client";

/** Tables whose rows, once written, the application can neither change nor delete. */
const APPEND_ONLY = [
  "audit_event",
  "annotation_op",
  "dataset_version",
  "dataset_version_item",
  "run_metric",
  "run_log",
];

/**
 * Brings the application's role and row-level security up to date with the tables there are: every table
 * with a `team_id` is forced under the team policy, so a new table cannot be forgotten. Runs as owner after
 * each migration; safe to repeat.
 */
export async function hardenDatabase(owner: Database): Promise<void> {
  await createAppRole(owner);
  await protectTeamTables(owner);
  for (const table of APPEND_ONLY) {
    await owner.execute(sql.raw(`revoke update, delete, truncate on "${table}" from ${APP_ROLE}`));
  }
}

async function createAppRole(owner: Database): Promise<void> {
  // Two servers may start at once against one database: a second creation is not an error.
  await owner.execute(
    sql.raw(`do $$ begin
    if not exists (select from pg_roles where rolname = '${APP_ROLE}') then
      create role ${APP_ROLE} nologin;
    end if;
  exception when duplicate_object or unique_violation then null; end $$`),
  );
  // A member who may not grant, since an administrator made the role and its membership, has nothing to do here.
  await owner.execute(
    sql.raw(`do $$ begin
    if not exists (
      select from pg_auth_members where member = current_user::regrole and roleid = '${APP_ROLE}'::regrole and set_option
    ) then grant ${APP_ROLE} to current_user; end if;
  end $$`),
  );
  await owner.execute(sql.raw(`grant usage on schema public to ${APP_ROLE}`));
  await owner.execute(
    sql.raw(`grant select, insert, update, delete on all tables in schema public to ${APP_ROLE}`),
  );
  await owner.execute(sql.raw(`grant usage, select on all sequences in schema public to ${APP_ROLE}`));
  await owner.execute(sql.raw(`create schema if not exists pgboss authorization ${APP_ROLE}`));
}

async function protectTeamTables(owner: Database): Promise<void> {
  const tables = await owner.execute<{ table_name: string }>(sql`
    select c.table_name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and c.column_name = 'team_id' and t.table_type = 'BASE TABLE'`);
  for (const { table_name: table } of tables) {
    await owner.execute(sql.raw(`alter table "${table}" enable row level security`));
    await owner.execute(sql.raw(`alter table "${table}" force row level security`));
    await owner.execute(sql.raw(`drop policy if exists team_scope on "${table}"`));
    await owner.execute(
      sql.raw(`create policy team_scope on "${table}" to ${APP_ROLE} using (
      (select current_setting('atelier.scope', true)) = 'system'
      or team_id = (select nullif(current_setting('atelier.team_id', true), '')::uuid))`),
    );
  }
}
