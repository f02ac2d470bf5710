import path from "node:path";
import type { Database } from "@/db/client";
import type { TeamId, UserId } from "@/lib/ids";
import type { TokenScope } from "@/lib/protocol/token-scope";
import { blobs } from "../blobs/blobs";
import { database } from "../database";
import { seedTeam } from "../demo/seed/seed-team";
import { seedDemo } from "../demo/seed-demo";
import { ensureBuiltInUser } from "../services/identity/ensure-built-in-user";
import { ensureFileToken } from "../services/tokens/ensure-file-token";
import { settings } from "../settings";
import { say } from "./step";

/** The tokens that this machine keeps: its worker's, and the demo team's owner's when there is a demo team. */
export type LocalTokens = { worker: string; owner: string | null };

/** Makes what a start needs in the database: the built-in user, the worker's token and, unless `isEmpty`, the demo team. */
export async function seedIfAsked(options: { isEmpty: boolean }): Promise<LocalTokens> {
  const db = database();
  const { id: userId } = await ensureBuiltInUser(db);
  const worker = await keepToken(db, {
    name: "This machine's worker",
    file: "worker-token",
    kind: "worker",
    userId,
    scopes: ["worker"],
    boundTeamId: null,
  });
  if (options.isEmpty) return { worker, owner: null };
  await seedDemo(db, blobs(), (line) => say("demo", line));
  return { worker, owner: await demoOwnerToken(db) };
}

/** A token with an owner's rights in the demo team alone; null when somebody deleted that team. */
async function demoOwnerToken(db: Database): Promise<string | null> {
  const demo = await seedTeam(db);
  if (!demo) return null;
  return keepToken(db, {
    name: "Demo team, from npm start",
    file: "demo-token",
    kind: "personal",
    userId: demo.owner.id,
    scopes: ["read", "write", "admin"],
    boundTeamId: demo.team.id,
  });
}

type KeptToken = {
  name: string;
  file: string;
  kind: "personal" | "worker";
  userId: UserId;
  scopes: TokenScope[];
  boundTeamId: TeamId | null;
};

function keepToken(db: Database, token: KeptToken): Promise<string> {
  return ensureFileToken(db, {
    ...token,
    file: path.join(path.resolve(settings().ATELIER_DATA), token.file),
  });
}
