import { findOpenQuiz } from "@/db/queries/quiz";
import { asSystem } from "@/db/scope";
import type { RequestContext } from "@/server/context";

/** Whether a quiz can be played here: a server that was started with `--empty` has none. */
export async function isQuizOpen(ctx: RequestContext, input: { quiz: string }): Promise<boolean> {
  return asSystem(ctx.db, async (tx) => (await findOpenQuiz(tx, { slug: input.quiz })) !== undefined);
}
