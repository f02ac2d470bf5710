import { and, desc, eq, inArray, isNull, or, sql } from "drizzle-orm";
import type { TeamId, TokenId, WorkerId } from "@/lib/ids";
import type { WorkerRegistration } from "@/lib/protocol/agent";
import { HELD_STATUSES } from "@/lib/protocol/run";
import type { WorkerEnvironment } from "@/lib/protocol/worker";
import type { Transaction } from "../client";
import { run, worker } from "../schema/training";

/** Registers an agent, or greets it again under the id it had. */
export async function upsertWorker(
  tx: Transaction,
  params: WorkerRegistration & { tokenId: TokenId; teamId: TeamId | null },
) {
  const seen = { lastSeenAt: sql`now()`, stoppedAt: null };
  const [row] = await tx
    .insert(worker)
    .values({ ...params, ...seen })
    .onConflictDoUpdate({
      target: [worker.tokenId, worker.instance],
      set: {
        name: params.name,
        teamId: params.teamId,
        agentVersion: params.agentVersion,
        labels: params.labels,
        hardware: params.hardware,
        environment: params.environment,
        ...seen,
      },
    })
    .returning();
  if (!row) throw new Error("insert returned no row");
  return row;
}

/** A worker that registered with this very token. */
export async function findWorkerOfToken(tx: Transaction, params: { workerId: WorkerId; tokenId: TokenId }) {
  const [row] = await tx
    .select()
    .from(worker)
    .where(and(eq(worker.id, params.workerId), eq(worker.tokenId, params.tokenId)));
  return row;
}

/** Notes a sign of life. */
export async function touchWorker(
  tx: Transaction,
  params: { workerId: WorkerId; environment: WorkerEnvironment; stopping: boolean },
): Promise<void> {
  await tx
    .update(worker)
    .set({
      environment: params.environment,
      lastSeenAt: sql`now()`,
      stoppedAt: params.stopping ? sql`now()` : null,
    })
    .where(eq(worker.id, params.workerId));
}

/** Workers that serve a team: its own and the server's, with what each is doing. Silent for a week: left out. */
export function listWorkersForTeam(tx: Transaction, params: { teamId: TeamId }) {
  return tx
    .select({
      id: worker.id,
      teamId: worker.teamId,
      name: worker.name,
      agentVersion: worker.agentVersion,
      labels: worker.labels,
      hardware: worker.hardware,
      environment: worker.environment,
      draining: worker.draining,
      createdAt: worker.createdAt,
      lastSeenAt: worker.lastSeenAt,
      stoppedAt: worker.stoppedAt,
      /** By the database's clock, as every time here. */
      silentMs: sql<number>`(extract(epoch from now() - ${worker.lastSeenAt}) * 1000)::float8`,
      runNumber: run.number,
      runName: run.name,
      runTeamId: run.teamId,
    })
    .from(worker)
    .leftJoin(run, and(eq(run.workerId, worker.id), inArray(run.status, [...HELD_STATUSES])))
    .where(
      and(
        or(isNull(worker.teamId), eq(worker.teamId, params.teamId)),
        sql`${worker.lastSeenAt} > now() - interval '7 days'`,
      ),
    )
    .orderBy(desc(worker.lastSeenAt));
}

/** Asks a worker to finish what it does and claim nothing more, or to go on. */
export async function setDraining(tx: Transaction, params: { workerId: WorkerId; draining: boolean }) {
  const [row] = await tx
    .update(worker)
    .set({ draining: params.draining })
    .where(eq(worker.id, params.workerId))
    .returning({ id: worker.id, teamId: worker.teamId });
  return row;
}

/** One worker by its id. */
export async function findWorker(tx: Transaction, params: { workerId: WorkerId }) {
  const [row] = await tx
    .select({ id: worker.id, teamId: worker.teamId, name: worker.name })
    .from(worker)
    .where(eq(worker.id, params.workerId));
  return row;
}
