import type { Database } from "@/db/client";
import { countDemoContent } from "@/db/queries/demo";
import { asSystem } from "@/db/scope";
import { quizPictures } from "./quiz-pictures";
import type { DemoTeam } from "./seed-team";

const MODELS = 2;

/** Whether an earlier start has finished: every quiz picture, both models with their runs and scores, and an opponent. */
export async function isComplete(db: Database, demo: DemoTeam): Promise<boolean> {
  const found = await asSystem(db, (tx) => countDemoContent(tx, { teamId: demo.team.id }));
  const wanted = (await quizPictures()).length;
  const { models, runs, scores, quizItems, playing } = found;
  return Math.min(models, runs, scores) >= MODELS && quizItems >= wanted && playing > 0;
}
