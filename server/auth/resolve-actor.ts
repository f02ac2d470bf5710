import { decode } from "next-auth/jwt";
import type { Database } from "@/db/client";
import { findLiveToken, findSessionUser } from "@/db/queries/actor";
import { SessionId } from "@/lib/ids";
import { AppError } from "../errors";
import { settings } from "../settings";
import type { Actor } from "./actor";
import { hashSecret } from "./secret-hash";

/**
 * Who sends this request: a bearer token when there is one (a wrong one is refused rather than ignored),
 * else next-auth's session cookie checked against its row, so that a revoked session ends at once.
 */
export async function resolveActor(db: Database, headers: Headers): Promise<Actor> {
  const authorization = headers.get("authorization");
  if (authorization !== null) return resolveToken(db, authorization);
  const sessionId = await readSessionId(headers);
  if (!sessionId) return { kind: "anonymous" };
  const user = await findSessionUser(db, { sessionId });
  return user ? { kind: "session", user, sessionId } : { kind: "anonymous" };
}

async function resolveToken(db: Database, authorization: string): Promise<Actor> {
  const secret = /^Bearer (atl_(?:pat|wrk)_[\w-]{43})$/.exec(authorization)?.[1];
  const token = secret && (await findLiveToken(db, { secretHash: hashSecret(secret) }));
  if (!token) throw new AppError("unauthenticated", "token.invalid");
  const { id: tokenId, boundTeamId, scopes, user } = token;
  if (token.kind === "worker") return { kind: "worker", tokenId, boundTeamId };
  return { kind: "token", user, tokenId, scopes, boundTeamId };
}

/** The session id inside next-auth's encrypted cookie, or undefined when there is none that we can read. */
async function readSessionId(headers: Headers): Promise<SessionId | undefined> {
  const cookie = readSessionCookie(headers.get("cookie") ?? "");
  if (!cookie) return undefined;
  try {
    const jwt = await decode({ token: cookie, secret: settings().NEXTAUTH_SECRET });
    return SessionId.safeParse(jwt?.sessionId).data;
  } catch {
    // A cookie from before the secret changed, or garbage: the visitor is simply signed out.
    return undefined;
  }
}

function readSessionCookie(header: string): string | undefined {
  const match = /(?:^|;\s*)(?:__Secure-)?next-auth\.session-token=([^;]+)/.exec(header);
  return match?.[1] && decodeURIComponent(match[1]);
}
