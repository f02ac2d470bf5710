import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import type { DatasetId, LabelId, TeamId } from "@/lib/ids";
import type { Transaction } from "../client";
import { label } from "../schema/dataset";

/** A dataset's labels in their order, archived ones last or left out. */
export function listLabels(tx: Transaction, params: { datasetId: DatasetId; withArchived?: boolean }) {
  const live = params.withArchived ? undefined : isNull(label.archivedAt);
  return tx
    .select()
    .from(label)
    .where(and(eq(label.datasetId, params.datasetId), live))
    .orderBy(sql`${label.archivedAt} is not null`, asc(label.position), asc(label.id));
}

export async function findLabel(tx: Transaction, params: { labelId: LabelId }) {
  const [found] = await tx.select().from(label).where(eq(label.id, params.labelId));
  return found;
}

/** Adds a label unless the dataset has one of that name; undefined then. The hue follows the position unless given. */
export async function insertLabelIfNew(
  tx: Transaction,
  params: { teamId: TeamId; datasetId: DatasetId; name: string; hue?: number | undefined },
) {
  const [next] = await tx
    .select({ position: sql<number>`coalesce(max(${label.position}) + 1, 0)`.mapWith(Number) })
    .from(label)
    .where(eq(label.datasetId, params.datasetId));
  const position = next?.position ?? 0;
  const [row] = await tx
    .insert(label)
    .values({ ...params, position, hue: params.hue ?? position % 12 })
    .onConflictDoNothing({ target: [label.datasetId, label.name] })
    .returning();
  return row;
}

/** The labels of these names, made or unarchived as needed, by name. */
export async function ensureLabels(
  tx: Transaction,
  params: { teamId: TeamId; datasetId: DatasetId; names: readonly string[] },
) {
  const { teamId, datasetId, names } = params;
  for (const name of names) await insertLabelIfNew(tx, { teamId, datasetId, name });
  if (names.length === 0) return new Map<string, LabelId>();
  const rows = await tx
    .update(label)
    .set({ archivedAt: null })
    .where(and(eq(label.datasetId, datasetId), inArray(label.name, [...names])))
    .returning({ id: label.id, name: label.name });
  const ids = new Map(rows.map(({ id, name }) => [name, id]));
  return new Map(
    names.flatMap((name): [string, LabelId][] => {
      const id = ids.get(name);
      return id ? [[name, id]] : [];
    }),
  );
}

export async function updateLabel(
  tx: Transaction,
  params: { labelId: LabelId; name?: string; hue?: number; position?: number; archivedAt?: Date | null },
) {
  const { labelId, ...fields } = params;
  await tx.update(label).set(fields).where(eq(label.id, labelId));
}
