import type { Database } from "@/db/client";
import type { Actor } from "./auth/actor";
import { resolveActor } from "./auth/resolve-actor";
import type { BlobStore } from "./blobs/blob-store";
import { blobs } from "./blobs/blobs";
import { database } from "./database";

/** What every service gets: the stores, who asks, and from where. */
export type RequestContext = {
  db: Database;
  blobs: BlobStore;
  actor: Actor;
  /** The peer's address, for rate limits and the audit log; "unknown" when no proxy or socket told. */
  ip: string;
  headers: Headers;
  /** Response headers a procedure may set, such as the guest player's cookie. */
  responseHeaders: Headers;
};

/** Builds the context of one request. Throws `unauthenticated` when a bearer token is wrong. */
export async function createContext(
  headers: Headers,
  responseHeaders = new Headers(),
): Promise<RequestContext> {
  const db = database();
  const actor = await resolveActor(db, headers);
  return { db, blobs: blobs(), actor, ip: peerAddress(headers), headers, responseHeaders };
}

/** The address that a request came from, or "unknown". */
export function peerAddress(headers: Headers): string {
  // Next sets x-forwarded-for from the socket when no proxy did; the last entry is the nearest hop's word.
  return headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() || "unknown";
}
