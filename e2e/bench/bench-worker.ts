import path from "node:path";
import { createContext } from "@/server/context";
import { registerWorker } from "@/server/services/agent/register-worker";
import { makeFrozenVersion, READY } from "@/server/services/agent/testing";
import { workerContext } from "@/server/services/agent/worker-context";
import { ensureFileToken } from "@/server/services/tokens/ensure-file-token";
import { makeTeam, makeUser, testAccess } from "@/server/testing";
import type { Stage } from "./stage";

/** A team with a frozen dataset, and a registered worker of that team with its token. */
export async function makeBenchWorker(stage: Stage) {
  const { db } = await stage.database();
  const { user, actor } = await makeUser(db, "Bench");
  const team = await makeTeam(db, { owner: user.id });
  const access = await testAccess(db, actor, team.slug);
  const data = await makeFrozenVersion(access, { teamId: team.id });
  const token = await ensureFileToken(db, {
    file: path.join(stage.folder, `token-${team.slug}`),
    kind: "worker",
    userId: user.id,
    name: "bench",
    scopes: ["worker"],
    boundTeamId: team.id,
  });
  const headers = new Headers({ authorization: `Bearer ${token}` });
  const ctx = workerContext({ ...(await createContext(headers)), db });
  const { workerId } = await registerWorker(ctx, {
    instance: `bench-${team.slug}`,
    name: "bench",
    agentVersion: "0",
    labels: [],
    hardware: { cpus: 2, memoryMiB: 16_000, gpus: [], platform: "linux-x64" },
    environment: READY,
  });
  return { db, team, access, data, token, ctx, workerId };
}

export type BenchWorker = Awaited<ReturnType<typeof makeBenchWorker>>;
