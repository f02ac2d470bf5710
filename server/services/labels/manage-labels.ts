import { z } from "zod";
import type { Transaction } from "@/db/client";
import { countByLabel } from "@/db/queries/dataset";
import { findLabel, insertLabelIfNew, listLabels, updateLabel } from "@/db/queries/label";
import { inTeam } from "@/db/scope";
import { labelName } from "@/lib/formats/clean-text";
import type { LabelId } from "@/lib/ids";
import { requireRole, type TeamAccess } from "../../access";
import { AppError } from "../../errors";
import { notifyChange } from "../../realtime/change-bus";
import { recordAudit } from "../audit/record-audit";
import { requireDataset } from "../datasets/require-dataset";
import { labelsTopic } from "./labels-topic";

/** Any text a person may type; markup is only ever shown as text. */
export const LabelName = z.string().transform(labelName).pipe(z.string().min(1).max(200));

/** A dataset's labels with how often each is used; archived ones when asked. */
export async function listDatasetLabels(
  access: TeamAccess,
  input: { dataset: string; withArchived?: boolean | undefined },
) {
  requireRole(access, "viewer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const { id: datasetId } = await requireDataset(tx, access, input.dataset);
    const rows = await listLabels(tx, { datasetId, withArchived: input.withArchived ?? false });
    const used = new Map((await countByLabel(tx, { datasetId })).map((row) => [row.labelId, row.count]));
    return rows.map(({ id, name, hue, position, archivedAt }) => {
      return { id, name, hue, position, isArchived: archivedAt !== null, annotations: used.get(id) ?? 0 };
    });
  });
}

/** Adds a label; the hue follows its place unless one is chosen. Throws `conflict` when the name is taken. */
export async function createLabel(
  access: TeamAccess,
  input: { dataset: string; name: string; hue?: number | undefined },
) {
  requireRole(access, "maintainer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const { id: datasetId } = await requireDataset(tx, access, input.dataset);
    const row = await insertLabelIfNew(tx, {
      teamId: access.team.id,
      datasetId,
      name: input.name,
      hue: input.hue,
    });
    if (!row) throw nameTaken(input.name);
    await notifyChange(tx, labelsTopic(datasetId));
    await recordAudit(tx, access, { action: "label.created", target: row.id, data: { name: input.name } });
    return {
      id: row.id,
      name: row.name,
      hue: row.hue,
      position: row.position,
      isArchived: false,
      annotations: 0,
    };
  });
}

export type LabelChange = {
  label: LabelId;
  name?: string | undefined;
  hue?: number | undefined;
  archived?: boolean | undefined;
};

/** Renames, recolours, archives or brings back a label. Its annotations keep it; versions keep the name they froze. */
export async function changeLabel(access: TeamAccess, input: LabelChange) {
  requireRole(access, "maintainer");
  return inTeam(access.db, access.team.id, async (tx) => {
    const row = await findLabel(tx, { labelId: input.label });
    if (!row) throw new AppError("notFound", "label.notFound");
    if (input.name !== undefined && input.name !== row.name)
      await refuseTakenName(tx, row.datasetId, input.name);
    await updateLabel(tx, {
      labelId: row.id,
      ...(input.name !== undefined && { name: input.name }),
      ...(input.hue !== undefined && { hue: input.hue }),
      ...(input.archived !== undefined && { archivedAt: input.archived ? new Date() : null }),
    });
    await notifyChange(tx, labelsTopic(row.datasetId));
    const data = {
      from: row.name,
      name: input.name ?? row.name,
      archived: input.archived ?? row.archivedAt !== null,
    };
    await recordAudit(tx, access, { action: "label.changed", target: row.id, data });
  });
}

async function refuseTakenName(
  tx: Transaction,
  datasetId: Parameters<typeof listLabels>[1]["datasetId"],
  name: string,
) {
  const rows = await listLabels(tx, { datasetId, withArchived: true });
  if (rows.some((row) => row.name === name)) throw nameTaken(name);
}

function nameTaken(name: string) {
  return new AppError("conflict", "label.nameTaken", { args: { name: name.slice(0, 80) } });
}
