import type { Database } from "@/db/client";
import { countDemoContent } from "@/db/queries/demo";
import { asSystem } from "@/db/scope";
import type { BlobStore } from "../blobs/blob-store";
import { quizPictures } from "./seed/quiz-pictures";
import { seedQuiz } from "./seed/seed-quiz";
import { seedTeam } from "./seed/seed-team";

/**
 * Makes the demo team's content, or what is missing of it. Every step looks for what is there first, so a start
 * after a crash completes what the last one left; a demo that somebody deleted is left deleted.
 */
export async function seedDemo(db: Database, blobs: BlobStore, log: (line: string) => void = () => undefined): Promise<void> {
  const demo = await seedTeam(db);
  if (!demo) return;
  const stores = { db, blobs };
  await seedQuiz(stores, demo, null);
  log(`quiz: ${(await quizPictures()).length} pictures`);
  log(JSON.stringify(await asSystem(db, (tx) => countDemoContent(tx, { teamId: demo.team.id }))));
}
