import type { ExtractTablesWithRelations } from "drizzle-orm";
import type { PgDatabase } from "drizzle-orm/pg-core";
import {
  drizzle,
  type PostgresJsDatabase,
  type PostgresJsQueryResultHKT,
  type PostgresJsTransaction,
} from "drizzle-orm/postgres-js";
import postgres, { type Sql } from "postgres";

type NoSchema = Record<string, never>;

/** The pool. It sees no team's rows by itself (row-level security): work goes through `db/scope.ts`. */
export type Database = PostgresJsDatabase<NoSchema> & { $client: Sql };
/** A transaction inside a scope; what every query in `db/queries` takes. */
export type Transaction = PostgresJsTransaction<NoSchema, ExtractTablesWithRelations<NoSchema>>;

/** The pool or a transaction: for tables without `team_id`, which no scope guards. */
export type Connection = PgDatabase<PostgresJsQueryResultHKT, NoSchema, ExtractTablesWithRelations<NoSchema>>;

/** The role that the application runs as: neither owner nor superuser, so that row-level security binds it. */
export const APP_ROLE = "atelier_app";

/** Opens a pool that acts as the application's role. */
export function openDatabase(url: string, options: { maxConnections?: number } = {}): Database {
  return drizzle(
    preparing(postgres(url, poolOptions({ role: APP_ROLE, max: options.maxConnections ?? 10 }))),
  );
}

/** Opens a pool as the database's owner: for migrations and test set-up only. */
export function openOwnerDatabase(url: string): Database {
  return drizzle(postgres(url, poolOptions({ role: null, max: 1 })));
}

function poolOptions(options: { role: string | null; max: number }) {
  return {
    max: options.max,
    idle_timeout: 30,
    connect_timeout: 10,
    onnotice: () => undefined,
    connection: {
      application_name: "atelier",
      ...(options.role === null ? {} : { role: options.role }),
    },
  };
}

/** Beyond this many values a statement is a list of some length: each length would be a statement of its own. */
const MOST_PREPARED_VALUES = 48;

/**
 * Drizzle sends every statement through `unsafe`, which parses it anew and asks for its types first: two round
 * trips each. Prepared, a statement that was seen on its connection costs one, and no planning.
 */
function preparing<Client extends Sql>(client: Client): Client {
  return new Proxy(client, {
    get(target, key, receiver) {
      if (key === "unsafe") {
        return (
          text: string,
          values: Parameters<Sql["unsafe"]>[1] = [],
          options: Parameters<Sql["unsafe"]>[2] = {},
        ) => target.unsafe(text, values, { prepare: isWorthPreparing(values), ...options });
      }
      const member: unknown = Reflect.get(target, key, receiver);
      if ((key !== "begin" && key !== "savepoint") || typeof member !== "function") return member;
      return (...args: unknown[]) => Reflect.apply(member, target, args.map(preparingInside));
    },
  });
}

function isWorthPreparing(values: readonly unknown[]): boolean {
  return values.length > 0 && values.length <= MOST_PREPARED_VALUES;
}

/** The work of a transaction or savepoint gets a client that prepares too. */
function preparingInside(argument: unknown): unknown {
  if (typeof argument !== "function") return argument;
  return (client: Sql) => Reflect.apply(argument, undefined, [preparing(client)]);
}
