import type { Transaction } from "@/db/client";
import { findDataset } from "@/db/queries/dataset";
import type { TeamAccess } from "../../access";
import { AppError } from "../../errors";

/** The team's dataset of this slug, or `notFound`. */
export async function requireDataset(tx: Transaction, access: TeamAccess, slug: string) {
  const found = await findDataset(tx, { teamId: access.team.id, slug });
  if (!found) throw new AppError("notFound", "dataset.notFound", { args: { dataset: slug } });
  return found;
}
