import path from "node:path";
import { database } from "../database";
import { ensureBuiltInUser } from "../services/identity/ensure-built-in-user";
import { ensureFileToken } from "../services/tokens/ensure-file-token";
import { settings } from "../settings";
import { say } from "./step";

/** Makes what the first start needs in the database: the built-in user, the local worker's token and the demo team. */
export async function seedIfAsked(_options: { isEmpty: boolean }): Promise<{ worker: string; owner: string | null }> {
  const db = database();
  const builtIn = await ensureBuiltInUser(db);
  const worker = await ensureFileToken(db, {
    file: path.join(path.resolve(settings().ATELIER_DATA), "worker-token"),
    kind: "worker",
    userId: builtIn.id,
    name: "This machine's worker",
    scopes: ["worker"],
    boundTeamId: null,
  });
  say("worker", "token ready");
  return { worker, owner: null };
}
