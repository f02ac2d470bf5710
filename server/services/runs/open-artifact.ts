import { findReadyArtifact } from "@/db/queries/artifact";
import { findArtifactTeam } from "@/db/queries/artifact-team";
import { asSystem, inTeam } from "@/db/scope";
import type { ArtifactId } from "@/lib/ids";
import { openTeam } from "../../access";
import type { RequestContext } from "../../context";
import { AppError } from "../../errors";

/** Opens a run's file for whoever may see its team. Throws `notFound` otherwise. */
export async function openArtifact(ctx: RequestContext, params: { artifactId: ArtifactId }) {
  const slug = await asSystem(ctx.db, (tx) => findArtifactTeam(tx, params));
  if (!slug) throw new AppError("notFound", "artifact.notFound");
  // To a stranger the answer is the same as for a file that never was: the team's name stays unknown.
  const access = await openTeam(ctx, slug).catch((cause: unknown) => {
    throw new AppError("notFound", "artifact.notFound", { cause });
  });
  const artifact = await inTeam(ctx.db, access.team.id, (tx) =>
    findReadyArtifact(tx, { ...params, teamId: access.team.id }),
  );
  if (!artifact) throw new AppError("notFound", "artifact.notFound");
  return {
    name: artifact.name,
    bytes: artifact.bytes,
    sha256: artifact.sha256,
    stream: await ctx.blobs.open(artifact.sha256),
  };
}
