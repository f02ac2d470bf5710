import type { Transaction } from "@/db/client";
import { findRunByNumber } from "@/db/queries/run";
import type { TeamAccess } from "../../access";
import { AppError } from "../../errors";

/** The team's run of this number. Throws `notFound`. */
export async function findTeamRun(tx: Transaction, access: TeamAccess, number: number) {
  const run = await findRunByNumber(tx, { teamId: access.team.id, number });
  if (!run) throw new AppError("notFound", "run.notFound", { args: { number } });
  return run;
}
