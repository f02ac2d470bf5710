import { insertDatasetIfNew } from "@/db/queries/dataset";
import { inTeam } from "@/db/scope";
import { datasetSlugOf } from "@/lib/versions/dataset-slug";
import { requireRole, type TeamAccess, userIdOf } from "../../access";
import { AppError } from "../../errors";
import { recordAudit } from "../audit/record-audit";

const TRIES = 200;

/** Makes an empty dataset. Its slug comes from the name; a number is added where the team has used it. */
export async function createDataset(
  access: TeamAccess,
  input: { name: string; description?: string | undefined },
) {
  requireRole(access, "annotator");
  const name = input.name.normalize("NFC").trim();
  const base = (datasetSlugOf(name) ?? "dataset").slice(0, 44).replace(/-+$/, "");
  return inTeam(access.db, access.team.id, async (tx) => {
    for (let n = 1; n <= TRIES; n += 1) {
      const row = await insertDatasetIfNew(tx, {
        teamId: access.team.id,
        slug: n === 1 ? base : `${base}-${n}`,
        name,
        description: input.description ?? "",
        createdBy: userIdOf(access.actor),
      });
      if (!row) continue;
      await recordAudit(tx, access, {
        action: "dataset.created",
        target: row.id,
        data: { name, slug: row.slug },
      });
      return { id: row.id, slug: row.slug, name: row.name };
    }
    throw new AppError("conflict", "dataset.nameTaken", { args: { name } });
  });
}
