import {
  findBestDetection,
  findFullestPicture,
  findRunCurve,
  findVersionOfChain,
  listFirstPictures,
  listTopScores,
} from "@/db/queries/landing-chain";
import { findTeamForActor } from "@/db/queries/team-access";
import { asSystem } from "@/db/scope";
import type { RequestContext } from "../../context";
import { DEMO_TEAM } from "../../demo/seed/seed-team";
import { imageUrl } from "../images/image-url";

const BOARD_ROWS = 4;
const STRIP_PICTURES = 6;

/**
 * The demo team's chain from picture to leaderboard, walked back from its best detection score; null while there
 * is no public demo team or it has scored nothing. Anyone may read it: the team is public.
 */
export function readChain(ctx: RequestContext) {
  return asSystem(ctx.db, async (tx) => {
    const team = await findTeamForActor(tx, { slug: DEMO_TEAM, userId: null });
    if (!team?.isPublic) return null;
    const teamId = team.id;
    const best = await findBestDetection(tx, { teamId });
    const version = best && (await findVersionOfChain(tx, { teamId, versionId: best.versionId }));
    const picture = best && (await findFullestPicture(tx, { teamId, versionId: best.versionId }));
    if (!best || !version || !picture) return null;
    const run = best.runId && (await findRunCurve(tx, { teamId, runId: best.runId, name: "val/ap" }));
    const strip = await listFirstPictures(tx, {
      teamId,
      datasetId: version.datasetId,
      limit: STRIP_PICTURES,
    });
    return {
      team: { slug: DEMO_TEAM, name: team.name },
      strip: strip.map((one) => imageUrl(DEMO_TEAM, one, "thumbnail")),
      picture: { ...picture, url: imageUrl(DEMO_TEAM, picture, "full") },
      version,
      run: run || null,
      model: {
        id: best.modelId,
        slug: best.modelSlug,
        name: best.modelName,
        bytes: best.modelBytes,
        architecture: best.manifest.architecture,
        training: best.manifest.training,
      },
      board: {
        slug: best.benchmarkSlug,
        name: best.benchmarkName,
        rows: await listTopScores(tx, { teamId, benchmarkId: best.benchmarkId, limit: BOARD_ROWS }),
      },
    };
  });
}
