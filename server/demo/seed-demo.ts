import type { Database } from "@/db/client";
import { newId } from "@/db/schema/columns";
import type { SessionId } from "@/lib/ids";
import { openTeam } from "../access";
import type { BlobStore } from "../blobs/blob-store";
import { STARRY_MODEL, SURREAL_MODEL } from "./seed/demo-models";
import { isComplete } from "./seed/is-complete";
import { seedDataset } from "./seed/seed-dataset";
import { seedModel } from "./seed/seed-model";
import { seedQuiz } from "./seed/seed-quiz";
import { DEMO_TEAM, type DemoTeam, seedTeam } from "./seed/seed-team";

type Log = (line: string) => void;

/**
 * Makes the demo team's content, or what is missing of it: the quiz first, since it is what a visitor sees. Every
 * step looks for what is there, so a start after a crash completes what the last one left; a demo that somebody
 * deleted is left deleted.
 */
export async function seedDemo(db: Database, blobs: BlobStore, log: Log = () => undefined): Promise<void> {
  const demo = await seedTeam(db);
  if (!demo || (await isComplete(db, demo))) return;
  const stores = { db, blobs };
  await seedQuiz(stores, demo, null);
  log("quiz ready");
  const access = await openTeam(demoContext(stores, demo), DEMO_TEAM);
  for (const model of [STARRY_MODEL, SURREAL_MODEL]) {
    const version = await seedDataset(access, demo.owner.id, model.set);
    log(`${model.set.name}: ${version.counts.images} pictures`);
    const modelId = await seedModel(access, demo.owner.id, { model, version });
    if (modelId !== null) log(`${model.name}: on its board`);
    if (modelId !== null && model === STARRY_MODEL) await seedQuiz(stores, demo, modelId);
  }
}

/** The server itself at work, in the built-in user's name. */
function demoContext({ db, blobs }: { db: Database; blobs: BlobStore }, { owner }: DemoTeam) {
  const { id, name, email, image, locale, isAdmin } = owner;
  const actor = {
    kind: "session" as const,
    sessionId: newId<SessionId>(),
    user: { id, name, email, image, locale, isAdmin },
  };
  return { db, blobs, actor, ip: "server", headers: new Headers(), responseHeaders: new Headers() };
}
