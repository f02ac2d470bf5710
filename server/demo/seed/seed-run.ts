import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { findDemoRun, insertRecordedRun } from "@/db/queries/demo";
import { insertLogs } from "@/db/queries/run-log";
import { insertMetrics } from "@/db/queries/run-metric";
import { inTeam } from "@/db/scope";
import type { RunId, UserId } from "@/lib/ids";
import { requirementsOf } from "@/lib/recipes/recipe-needs";
import type { TeamAccess } from "@/server/access";
import { pointsOf, recordedRunSchema } from "../models/recorded-run";
import type { SeededVersion } from "./seed-dataset";

const ORIGIN =
  "Recorded when `npm run demo:build` trained the model that ships; this server did not train it.\n";

/** The run that made a shipped model, with the curves and the log that the trainer wrote then. */
export async function seedRun(
  access: TeamAccess,
  params: { userId: UserId; name: string; folder: string; version: SeededVersion },
): Promise<RunId> {
  const { userId, name, folder, version } = params;
  const recorded = recordedRunSchema.parse(JSON.parse(await readFile(join(folder, "run.json"), "utf8")));
  const teamId = access.team.id;
  return inTeam(access.db, teamId, async (tx) => {
    const found = await findDemoRun(tx, { teamId, name });
    if (found) return found.id;
    const { recipe, config, seed, summary, device } = recorded;
    const run = await insertRecordedRun(
      tx,
      {
        teamId,
        kind: "train",
        recipe,
        name,
        config,
        seed,
        datasetId: version.datasetId,
        datasetVersionId: version.id,
        requirements: requirementsOf(recipe, { gpu: false, labels: [] }),
        createdBy: userId,
      },
      {
        device,
        summary,
        startedAt: new Date(recorded.startedAt),
        finishedAt: new Date(recorded.finishedAt),
      },
    );
    const where = { runId: run.id, teamId, attempt: run.attempt };
    await insertMetrics(tx, { ...where, points: pointsOf(recorded) });
    await insertLogs(tx, { ...where, chunks: [{ seq: 0, text: ORIGIN + recorded.log }] });
    return run.id;
  });
}
