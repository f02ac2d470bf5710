import { randomUUID } from "node:crypto";
import { encode } from "next-auth/jwt";
import type { Database } from "@/db/client";
import type { UserId } from "@/lib/ids";
import { openSession } from "../services/identity/open-session";
import { settings } from "../settings";

/** What `settings()` needs where a test touches sessions; call before the first use. */
export function setTestEnvironment(databaseUrl: string): void {
  process.env.DATABASE_URL = databaseUrl;
  process.env.NEXTAUTH_SECRET = "a secret of at least thirty-two characters, for tests";
}

/** A browser that signed in: its session and the headers of its requests. */
export async function signedInBrowser(db: Database, userId: UserId) {
  const sessionId = await openSession(db, { userId, userAgent: `Test ${randomUUID()}`, method: "password" });
  const cookie = await encode({ token: { sub: userId, sessionId }, secret: settings().NEXTAUTH_SECRET });
  return { sessionId, headers: new Headers({ cookie: `next-auth.session-token=${cookie}` }) };
}
