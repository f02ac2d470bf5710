import { setTimeout as sleep } from "node:timers/promises";
import postgres, { type Sql } from "postgres";
import { z } from "zod";
import { APP_ROLE } from "@/db/client";
import { LaunchError } from "./step";

const OLDEST_VERSION = 16;
/** A database that starts together with us, as under docker compose, is waited for. */
const STARTING_WAIT_MS = 6000;
const ANSWER_WAIT_MS = 9000;

const Facts = z.object({
  version: z.coerce.number(),
  user: z.string(),
  database: z.string(),
  encoding: z.string(),
  isReadOnly: z.boolean(),
  mayCreate: z.boolean(),
  mayUseSchema: z.boolean(),
  mayCreateRole: z.boolean(),
  hasRole: z.boolean(),
  isMember: z.boolean(),
});
type Facts = z.infer<typeof Facts>;

/** Asks the Postgres that DATABASE_URL names whether Atelier can live there; throws what is wrong and how to mend it. */
export async function checkExternalDatabase(url: string): Promise<{ description: string }> {
  const address = describe(url);
  const facts = await readFacts(url, address);
  const problem = findProblem(facts);
  if (problem) throw new LaunchError(`DATABASE_URL (${address}): ${problem.what}`, problem.remedy);
  return { description: `${address}, Postgres ${Math.floor(facts.version / 10_000)}` };
}

/** The address without its password. */
function describe(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed && /^postgres(ql)?:$/.test(parsed.protocol)) return `${parsed.host}${parsed.pathname}`;
  throw new LaunchError(
    "DATABASE_URL is not the address of a Postgres.",
    "It looks like postgres://user:password@host:5432/database; characters such as @ or / in a password are written %40, %2F. Unset it to use the embedded Postgres.",
  );
}

async function readFacts(url: string, address: string): Promise<Facts> {
  for (let waitedMs = 0; ; waitedMs += 1000) {
    const sql = postgres(url, { max: 1, connect_timeout: 8, onnotice: () => undefined });
    try {
      return await Promise.race([queryFacts(sql), noAnswer()]);
    } catch (error) {
      const code = codeOf(error);
      if (!/^(ECONNREFUSED|57P03)$/.test(code) || waitedMs >= STARTING_WAIT_MS) throw explain(error, address);
      await sleep(1000);
    } finally {
      void sql.end({ timeout: 1 }).catch(() => undefined);
    }
  }
}

/** A program that speaks another protocol may take the connection and never answer. */
async function noAnswer(): Promise<never> {
  await sleep(ANSWER_WAIT_MS, undefined, { ref: false });
  throw Object.assign(new Error("no answer"), { code: "CONNECTION_CLOSED" });
}

async function queryFacts(sql: Sql): Promise<Facts> {
  const [row] = await sql`
    select current_setting('server_version_num') as version,
      current_user as user, current_database() as database,
      current_setting('server_encoding') as encoding,
      current_setting('transaction_read_only') = 'on' as "isReadOnly",
      has_database_privilege(current_database(), 'CREATE') as "mayCreate",
      has_schema_privilege('public', 'CREATE') as "mayUseSchema",
      coalesce((select rolsuper or rolcreaterole from pg_roles where rolname = current_user), false) as "mayCreateRole",
      exists (select from pg_roles where rolname = ${APP_ROLE}) as "hasRole",
      exists (select from pg_roles where rolname = ${APP_ROLE}
        and pg_has_role(current_user, oid, 'MEMBER')) as "isMember"`;
  return Facts.parse(row);
}

type Problem = { what: string; remedy: string };

function findProblem(facts: Facts): Problem | null {
  const { user, database } = facts;
  if (facts.version < OLDEST_VERSION * 10_000) {
    return {
      what: `its Postgres is version ${Math.floor(facts.version / 10_000)}; Atelier needs ${OLDEST_VERSION} or newer.`,
      remedy: "Upgrade it, name another, or unset DATABASE_URL to use the embedded Postgres.",
    };
  }
  if (facts.isReadOnly) {
    return {
      what: "it is read-only (a standby, or the user's default_transaction_read_only).",
      remedy: "Name the primary server and a user who may write.",
    };
  }
  if (facts.encoding !== "UTF8") {
    return {
      what: `the database's encoding is ${facts.encoding}; Atelier needs UTF8.`,
      remedy: `Make it anew: CREATE DATABASE "${database}" ENCODING 'UTF8' TEMPLATE template0;`,
    };
  }
  if (!facts.mayCreate || !facts.mayUseSchema) {
    return {
      what: `the user "${user}" may not create tables in "${database}".`,
      remedy: `As its administrator: ALTER DATABASE "${database}" OWNER TO "${user}";`,
    };
  }
  const canTakeRole = facts.isMember || (!facts.hasRole && facts.mayCreateRole);
  if (canTakeRole) return null;
  const create = facts.hasRole ? "" : `CREATE ROLE ${APP_ROLE} NOLOGIN; `;
  return {
    what: `the user "${user}" may not act as the role ${APP_ROLE}, which the application runs as.`,
    remedy: `As its administrator: ${create}GRANT ${APP_ROLE} TO "${user}";`,
  };
}

const REASONS: [codes: RegExp, what: string, remedy: string][] = [
  [/^(28P01|28000)$/, "refuses this user or password", "Correct the user and password in DATABASE_URL."],
  [/^3D000$/, "has no such database", "Create it first: createdb NAME, owned by the user in DATABASE_URL."],
  [/^53300$/, "has no connection left for us", "Raise its max_connections; Atelier uses about 40."],
  [/^(ENOTFOUND|EAI_AGAIN)$/, "has a host name that nobody knows", "Correct the host in DATABASE_URL."],
  [
    /^(ECONNREFUSED|CONNECT_TIMEOUT|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)$/,
    "does not answer",
    "Start it, correct host and port in DATABASE_URL, or unset it to use the embedded Postgres.",
  ],
  [
    /^(CONNECTION_CLOSED|CONNECTION_ENDED|ECONNRESET|EPIPE)$/,
    "ends the connection; it may be no Postgres, or want sslmode=require",
    "Correct DATABASE_URL.",
  ],
];

function explain(error: unknown, address: string): LaunchError {
  const code = codeOf(error);
  const message = error instanceof Error ? error.message : String(error);
  const [, what, remedy] = REASONS.find(([codes]) => codes.test(code)) ?? [
    null,
    `cannot be used: ${message}`,
    "Correct DATABASE_URL, or unset it to use the embedded Postgres.",
  ];
  return new LaunchError(
    `The Postgres at ${address} ${what}${code === "" ? "" : ` (${code})`}.`,
    remedy,
    error,
  );
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
