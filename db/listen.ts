import { sql } from "drizzle-orm";
import postgres, { type Sql } from "postgres";
import type { Database, Transaction } from "./client";

const CHANNEL = "atelier_change";

/** Tells every process, when this transaction commits, that something about `topic` changed. At most 200 bytes. */
export async function notifyTopics(tx: Transaction, topics: [string, ...string[]]): Promise<void> {
  const calls = topics.map((topic) => sql`pg_notify(${CHANNEL}, ${topic})`);
  await tx.execute(sql`select ${sql.join(calls, sql`, `)}`);
}

export type TopicListener = {
  /** A committed change; Postgres sends the topic only, the rows are read by whoever cares. */
  onTopic(topic: string): void;
  /** The connection broke: what happens from now on is missed until somebody listens again. */
  onLost(): void;
};

/**
 * Listens on a connection of its own, made with the pool's settings. postgres.js's own `listen` gives up for
 * good when the server is away at the moment it reconnects, so the caller does the reconnecting.
 */
export async function listenToTopics(
  db: Database,
  listener: TopicListener,
): Promise<{ close(): Promise<void> }> {
  const options = {
    ...db.$client.options,
    max: 1,
    idle_timeout: undefined,
    max_lifetime: null,
    fetch_types: false,
    shared: { retries: 0, typeArrayMap: {} },
    onclose: () => listener.onLost(),
    onnotify: (_channel: string, topic: string) => listener.onTopic(topic),
  };
  // Parsed options go in again as they are, which is how postgres.js's own `listen` does it; its types do not say so.
  const client: Sql = Reflect.apply(postgres, undefined, [options]);
  const close = () => client.end({ timeout: 1 });
  try {
    await client.unsafe(`listen ${CHANNEL}`);
  } catch (error) {
    await close();
    throw error;
  }
  return { close };
}
