import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type RunningPostgres, startPostgres } from "./postgres";
import { processList } from "./process-list";
import { loadSecrets } from "./secrets";
import { say } from "./step";

export type Installation = {
  environment: { ATELIER_DATA: string; DATABASE_URL: string; NEXTAUTH_SECRET: string; NEXTAUTH_URL: string };
  close(): Promise<void>;
};

/** Opens this machine's installation: data folder, secrets, and Postgres unless DATABASE_URL names another. */
export async function openInstallation(options: { port: number }): Promise<Installation> {
  const data = path.resolve(process.env.ATELIER_DATA ?? ".atelier");
  await mkdir(data, { recursive: true });
  const secrets = await loadSecrets(data);
  const database = process.env.DATABASE_URL ? undefined : await openEmbedded(data, secrets.postgres);
  return {
    environment: {
      ATELIER_DATA: data,
      DATABASE_URL: database?.url() ?? process.env.DATABASE_URL ?? "",
      NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET ?? secrets.nextAuth,
      NEXTAUTH_URL: process.env.NEXTAUTH_URL ?? `http://localhost:${options.port}`,
    },
    close: async () => database?.close(),
  };
}

/** Keeps the embedded Postgres up: when it dies, it is started again on the same port. */
async function openEmbedded(folder: string, password: string) {
  const pids = processList(folder);
  let server: RunningPostgres = await startPostgres({ folder, password });
  pids.record("postgres", server.pid);
  say("postgres", server.adopted ? `adopted on port ${server.port}` : `started on port ${server.port}`);
  let restarting = false;
  const watch = setInterval(async () => {
    if (restarting || server.isAlive()) return;
    restarting = true;
    say("postgres", "ended; starting again");
    server = await startPostgres({ folder, password, port: server.port }).catch(() => server);
    pids.record("postgres", server.pid);
    restarting = false;
  }, 500);
  return {
    url: () => server.url,
    close: () => {
      clearInterval(watch);
      return server.stop();
    },
  };
}
