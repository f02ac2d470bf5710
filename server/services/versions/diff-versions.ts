import { diffItems, diffLabels } from "@/lib/versions/diff-items";
import type { TeamAccess } from "../../access";
import { requireRole } from "../../access";
import { getVersion, listItems } from "./read-versions";

/** What changed from one version of a dataset to another. */
export async function diffVersions(access: TeamAccess, input: { dataset: string; from: number; to: number }) {
  requireRole(access, "viewer");
  const [from, to] = await Promise.all(
    [input.from, input.to].map(async (number) => {
      const place = { dataset: input.dataset, number };
      return { labels: (await getVersion(access, place)).labels, items: await listItems(access, place) };
    }),
  );
  return {
    ...diffItems(from?.items ?? [], to?.items ?? []),
    ...diffLabels(from?.labels ?? [], to?.labels ?? []),
  };
}
