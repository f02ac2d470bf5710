import { count, sql, sum } from "drizzle-orm";
import type { Connection } from "../client";
import { blob } from "../schema/dataset";

/** Version and size of the database, and what the blob store holds by its account. */
export async function measureDatabase(db: Connection) {
  const [server] = await db.execute<{ version: string; bytes: string }>(
    sql`select current_setting('server_version') as version, pg_database_size(current_database())::text as bytes`,
  );
  const [blobs] = await db.select({ count: count(), bytes: sum(blob.bytes) }).from(blob);
  return {
    version: server?.version ?? "",
    bytes: Number(server?.bytes ?? 0),
    blobs: { count: blobs?.count ?? 0, bytes: Number(blobs?.bytes ?? 0) },
  };
}
