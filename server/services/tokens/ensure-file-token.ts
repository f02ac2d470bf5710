import { chmod, readFile } from "node:fs/promises";
import type { Database } from "@/db/client";
import { findLiveToken } from "@/db/queries/actor";
import { insertToken } from "@/db/queries/token";
import type { TeamId, UserId } from "@/lib/ids";
import type { TokenScope } from "@/lib/protocol/token-scope";
import { hashSecret, makeSecret } from "../../auth/secret-hash";
import { writeSecret } from "../../launch/secrets";

const YEAR_MS = 365 * 24 * 3600 * 1000;

type FileToken = {
  file: string;
  kind: "personal" | "worker";
  userId: UserId;
  name: string;
  scopes: TokenScope[];
  boundTeamId: TeamId | null;
};

/** Returns the live token that this machine keeps in a 0600 file, making a new one when there is none. */
export async function ensureFileToken(db: Database, wanted: FileToken): Promise<string> {
  const kept = await readFile(wanted.file, "utf8").catch(() => null);
  if (kept && (await findLiveToken(db, { secretHash: hashSecret(kept) }))) {
    await chmod(wanted.file, 0o600);
    return kept;
  }
  const secret = makeSecret(wanted.kind === "worker" ? "atl_wrk" : "atl_pat");
  const { kind, userId, name, scopes, boundTeamId } = wanted;
  await insertToken(db, {
    kind,
    userId,
    name,
    scopes,
    boundTeamId,
    secretHash: hashSecret(secret),
    prefix: secret.slice(0, 12),
    expiresAt: new Date(Date.now() + YEAR_MS),
  });
  await writeSecret(wanted.file, secret);
  return secret;
}
