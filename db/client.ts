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
  return drizzle(postgres(url, poolOptions({ role: APP_ROLE, max: options.maxConnections ?? 10 })));
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
