import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { ArtifactId, RunId, Sha256, TeamId } from "@/lib/ids";
import type { NewArtifact } from "@/lib/protocol/agent";
import type { Transaction } from "../client";
import { blob } from "../schema/dataset";
import { artifact, run, worker } from "../schema/training";

/** An artifact of one attempt by its name; the same announcement twice finds the first. */
export async function findArtifactByName(
  tx: Transaction,
  params: { runId: RunId; attempt: number; name: string },
) {
  const { runId, attempt, name } = params;
  const [row] = await tx
    .select()
    .from(artifact)
    .where(and(eq(artifact.runId, runId), eq(artifact.attempt, attempt), eq(artifact.name, name)));
  return row;
}

export async function insertArtifact(
  tx: Transaction,
  params: NewArtifact & { runId: RunId; teamId: TeamId; attempt: number },
) {
  const [row] = await tx.insert(artifact).values(params).returning();
  if (!row) throw new Error("insert returned no row");
  return row;
}

/** An artifact with the token of the worker that holds its run, locked against a second writer. */
export async function lockArtifact(tx: Transaction, params: { artifactId: ArtifactId }) {
  const [row] = await tx
    .select({ artifact, run: { attempt: run.attempt, status: run.status }, tokenId: worker.tokenId })
    .from(artifact)
    .innerJoin(run, eq(run.id, artifact.runId))
    .innerJoin(worker, eq(worker.id, run.workerId))
    .where(eq(artifact.id, params.artifactId))
    .for("update", { of: artifact });
  return row;
}

export async function setReceivedBytes(
  tx: Transaction,
  params: { artifactId: ArtifactId; receivedBytes: number },
): Promise<void> {
  await tx
    .update(artifact)
    .set({ receivedBytes: params.receivedBytes })
    .where(eq(artifact.id, params.artifactId));
}

/** Records that an artifact's bytes lie in the blob store. */
export async function markArtifactReady(
  tx: Transaction,
  params: { artifactId: ArtifactId; sha256: Sha256; bytes: number; mime: string },
): Promise<void> {
  const { artifactId, sha256, bytes, mime } = params;
  await tx.insert(blob).values({ sha256, bytes, mime }).onConflictDoNothing();
  await tx.update(artifact).set({ status: "ready", receivedBytes: bytes }).where(eq(artifact.id, artifactId));
}

/** A run's finished artifacts, oldest first. */
export function listReadyArtifacts(tx: Transaction, params: { runId: RunId }) {
  return tx
    .select()
    .from(artifact)
    .where(and(eq(artifact.runId, params.runId), eq(artifact.status, "ready")))
    .orderBy(asc(artifact.createdAt));
}

/** The checkpoint that the next attempt goes on from: the furthest one that is complete. */
export async function findNewestCheckpoint(tx: Transaction, params: { runId: RunId }) {
  const [row] = await tx
    .select({ sha256: artifact.sha256, bytes: artifact.bytes, name: artifact.name, step: artifact.step })
    .from(artifact)
    .where(
      and(eq(artifact.runId, params.runId), eq(artifact.kind, "checkpoint"), eq(artifact.status, "ready")),
    )
    .orderBy(sql`${artifact.step} desc nulls last`, desc(artifact.createdAt))
    .limit(1);
  return row;
}

/** A finished artifact with its team, for a download. */
export async function findReadyArtifact(tx: Transaction, params: { artifactId: ArtifactId; teamId: TeamId }) {
  const [row] = await tx
    .select()
    .from(artifact)
    .where(
      and(
        eq(artifact.id, params.artifactId),
        eq(artifact.teamId, params.teamId),
        eq(artifact.status, "ready"),
      ),
    );
  return row;
}

/** Checkpoints of a run beyond the newest `keep`: rows are removed, their hashes returned. */
export async function deleteOldCheckpoints(
  tx: Transaction,
  params: { runId: RunId; keep: number },
): Promise<Sha256[]> {
  const old = await tx
    .select({ id: artifact.id, sha256: artifact.sha256 })
    .from(artifact)
    .where(
      and(eq(artifact.runId, params.runId), eq(artifact.kind, "checkpoint"), eq(artifact.status, "ready")),
    )
    .orderBy(sql`${artifact.step} desc nulls last`, desc(artifact.createdAt))
    .offset(params.keep);
  for (const { id } of old) await tx.delete(artifact).where(eq(artifact.id, id));
  return old.map(({ sha256 }) => sha256);
}

/** Whether any run still has an artifact of these bytes. */
export async function isArtifactBlobUsed(tx: Transaction, params: { sha256: Sha256 }): Promise<boolean> {
  const [row] = await tx
    .select({ id: artifact.id })
    .from(artifact)
    .where(eq(artifact.sha256, params.sha256))
    .limit(1);
  return row !== undefined;
}
