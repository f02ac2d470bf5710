import { z } from "zod";
import { ArtifactId, WorkerId } from "@/lib/ids";
import {
  Lease,
  LeaseRenewal,
  NewArtifact,
  ReleaseReason,
  RunReport,
  WorkerHeartbeat,
  WorkerRegistration,
} from "@/lib/protocol/agent";
import { Completion } from "@/lib/protocol/run";
import { claimRun } from "../services/agent/claim-run";
import { completeRun } from "../services/agent/complete-run";
import { createArtifact } from "../services/agent/create-artifact";
import { finaliseArtifact } from "../services/agent/finalise-artifact";
import { heartbeat } from "../services/agent/heartbeat";
import { readRunDataset } from "../services/agent/read-run-dataset";
import { registerWorker } from "../services/agent/register-worker";
import { releaseRun } from "../services/agent/release-run";
import { renewLease } from "../services/agent/renew-lease";
import { reportEvents } from "../services/agent/report-events";
import { router, workerProcedure } from "../trpc";

/** What worker agents call, with a worker token. Every write shows its lease. */
export const agentRouter = router({
  register: workerProcedure
    .input(WorkerRegistration)
    .mutation(({ ctx, input }) => registerWorker(ctx, input)),
  heartbeat: workerProcedure.input(WorkerHeartbeat).mutation(({ ctx, input }) => heartbeat(ctx, input)),
  claim: workerProcedure
    .input(z.object({ workerId: WorkerId }))
    .mutation(({ ctx, input }) => claimRun(ctx, input)),
  renew: workerProcedure.input(LeaseRenewal).mutation(({ ctx, input }) => renewLease(ctx, input)),
  dataset: workerProcedure.input(Lease).query(({ ctx, input }) => readRunDataset(ctx, input)),
  report: workerProcedure
    .input(z.object({ lease: Lease, report: RunReport }))
    .mutation(({ ctx, input }) => reportEvents(ctx, input)),
  createArtifact: workerProcedure
    .input(z.object({ lease: Lease, artifact: NewArtifact }))
    .mutation(({ ctx, input }) => createArtifact(ctx, input)),
  finaliseArtifact: workerProcedure
    .input(z.object({ lease: Lease, artifactId: ArtifactId }))
    .mutation(({ ctx, input }) => finaliseArtifact(ctx, input)),
  complete: workerProcedure
    .input(z.object({ lease: Lease, completion: Completion }))
    .mutation(({ ctx, input }) => completeRun(ctx, input)),
  release: workerProcedure
    .input(z.object({ lease: Lease, reason: ReleaseReason }))
    .mutation(({ ctx, input }) => releaseRun(ctx, input)),
});
