import type { Database } from "@/db/client";
import { countDemoContent } from "@/db/queries/demo";
import { asSystem } from "@/db/scope";
import { quizPictures } from "./quiz-pictures";
import type { DemoTeam } from "./seed-team";

const MODELS = 2;

/** Whether an earlier start has finished: every quiz picture, both models with scores, and an opponent. */
export async function isComplete(db: Database, demo: DemoTeam): Promise<boolean> {
  const found = await asSystem(db, (tx) => countDemoContent(tx, { teamId: demo.team.id }));
  const wanted = (await quizPictures()).length;
  return found.models >= MODELS && found.scores >= MODELS && found.quizItems >= wanted && found.playing > 0;
}
