import { sql } from "drizzle-orm";
import { database } from "@/server/database";

export const dynamic = "force-dynamic";

/** 200 when this process can reach its database, else 503. */
export async function GET() {
  try {
    await database().execute(sql`select 1`);
    return Response.json({ ok: true });
  } catch {
    return Response.json({ ok: false, reason: "database unreachable" }, { status: 503 });
  }
}
