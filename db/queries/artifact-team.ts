import { eq } from "drizzle-orm";
import type { ArtifactId } from "@/lib/ids";
import type { Transaction } from "../client";
import { team } from "../schema/identity";
import { artifact } from "../schema/training";

/** The slug of the team whose run an artifact belongs to. */
export async function findArtifactTeam(
  tx: Transaction,
  params: { artifactId: ArtifactId },
): Promise<string | undefined> {
  const [row] = await tx
    .select({ slug: team.slug })
    .from(artifact)
    .innerJoin(team, eq(team.id, artifact.teamId))
    .where(eq(artifact.id, params.artifactId));
  return row?.slug;
}
