import { countActiveRuns, listRunsOfTeam, type RunRow } from "@/db/queries/run";
import { listMetricOfRuns } from "@/db/queries/run-metric";
import { asSystem } from "@/db/scope";
import { currentPoints } from "@/lib/protocol/run-curves";
import type { RunFilter } from "@/lib/protocol/run-input";
import { recipeNameSchema } from "@/lib/protocol/run-spec";
import { HEADLINE_METRIC } from "@/lib/recipes/recipe-needs";
import { requireRole, type TeamAccess } from "../../access";

const LOSS = "train/loss";

/**
 * A team's runs, newest first, each with its latest headline value and a small curve. Workers that serve the
 * whole server belong to no team, so the rows are read as the system, always by this team's id.
 */
export async function listRuns(access: TeamAccess, filter: RunFilter) {
  requireRole(access, "viewer");
  const { id: teamId } = access.team;
  return asSystem(access.db, async (tx) => {
    const rows = await listRunsOfTeam(tx, {
      teamId,
      statuses: filter.status?.length ? filter.status : null,
      kind: filter.kind ?? null,
      recipe: filter.recipe ?? null,
      datasetSlug: filter.dataset ?? null,
      beforeNumber: filter.cursor ?? null,
      limit: filter.limit + 1,
    });
    const page = rows.slice(0, filter.limit);
    const points = await listMetricOfRuns(tx, {
      runIds: page.map((run) => run.id),
      names: [LOSS, ...Object.values(HEADLINE_METRIC)],
    });
    const runs = page.map((run) => ({
      ...run,
      ...summarise(
        run,
        points.filter((point) => point.runId === run.id),
      ),
    }));
    const next = rows.length > page.length ? (page.at(-1)?.number ?? null) : null;
    return { runs, nextCursor: next, active: await countActiveRuns(tx, { teamId }) };
  });
}

type Point = Awaited<ReturnType<typeof listMetricOfRuns>>[number];

function summarise(run: RunRow, points: Point[]) {
  const recipe = recipeNameSchema.safeParse(run.recipe).data;
  const headline = recipe ? HEADLINE_METRIC[recipe] : null;
  const scored = curve(points, headline);
  const chosen =
    scored.length > 0 ? { name: headline, points: scored } : { name: LOSS, points: curve(points, LOSS) };
  const latest = chosen.points.at(-1);
  return {
    metric: latest && chosen.name ? { name: chosen.name, value: latest.value } : null,
    sparkline: chosen.points.map((point) => point.value),
  };
}

function curve(points: Point[], name: string | null): Point[] {
  return currentPoints(
    points.filter((point) => point.name === name),
    [],
  );
}
