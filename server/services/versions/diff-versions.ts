import { diffItems } from "@/lib/versions/diff-items";
import type { TeamAccess } from "../../access";
import { requireRole } from "../../access";
import { listItems } from "./read-versions";

/** What changed from one version of a dataset to another. */
export async function diffVersions(access: TeamAccess, input: { dataset: string; from: number; to: number }) {
  requireRole(access, "viewer");
  const [from, to] = await Promise.all([
    listItems(access, { dataset: input.dataset, number: input.from }),
    listItems(access, { dataset: input.dataset, number: input.to }),
  ]);
  return diffItems(from, to);
}
