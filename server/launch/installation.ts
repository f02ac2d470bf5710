import { checkExternalDatabase } from "./external-database";
import { type RunningPostgres, startPostgres } from "./postgres";
import { processList } from "./process-list";
import { loadSecrets } from "./secrets";
import { say } from "./step";

const WATCH_MS = 500;
const LONGEST_PAUSE_MS = 15_000;

export type Installation = {
  environment: { ATELIER_DATA: string; DATABASE_URL: string; NEXTAUTH_SECRET: string; NEXTAUTH_URL: string };
  close(leftMs?: number): Promise<void>;
  /** Ends the embedded Postgres without waiting for its last checkpoint. */
  kill(): Promise<void>;
};

/** Opens this machine's installation in `data`: secrets, and Postgres unless DATABASE_URL names another. */
export async function openInstallation(options: { data: string; port: number }): Promise<Installation> {
  const { data, port } = options;
  const secrets = await loadSecrets(data);
  const database = process.env.DATABASE_URL
    ? await openExternal(process.env.DATABASE_URL)
    : await openEmbedded(data, secrets.postgres);
  return {
    environment: {
      ATELIER_DATA: data,
      DATABASE_URL: database.url,
      NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET || secrets.nextAuth,
      NEXTAUTH_URL: process.env.NEXTAUTH_URL || `http://localhost:${port}`,
    },
    close: database.close,
    kill: database.kill,
  };
}

async function openExternal(url: string) {
  const { description } = await checkExternalDatabase(url);
  say("postgres", `yours: ${description}`);
  return { url, close: async () => undefined, kill: async () => undefined };
}

/** Keeps the embedded Postgres up: when it dies, it is started again on the same port. */
async function openEmbedded(folder: string, password: string) {
  const pids = processList(folder);
  let server: RunningPostgres = await startPostgres({ folder, password });
  pids.record("postgres", server.pid);
  say("postgres", server.adopted ? `adopted on port ${server.port}` : `started on port ${server.port}`);
  const { url, port } = server;
  let isClosed = false;

  async function mend() {
    say("postgres", "ended; starting again");
    for (let pauseMs = 1000; !isClosed; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
      try {
        server = await startPostgres({ folder, password, port });
        pids.record("postgres", server.pid);
        return say("postgres", `back on port ${port}`);
      } catch (error) {
        say("postgres", `${error instanceof Error ? error.message : error} Again in ${pauseMs / 1000} s.`);
        for (let waitedMs = 0; waitedMs < pauseMs && !isClosed; waitedMs += WATCH_MS) await pause(WATCH_MS);
      }
    }
  }

  async function watch() {
    while (!isClosed) {
      if (!server.isAlive()) await mend();
      await pause(WATCH_MS);
    }
  }
  const watching = watch();

  return {
    url,
    close: async (leftMs?: number) => {
      isClosed = true;
      // A server that is being started again has to be there before it can be ended.
      await watching;
      await server.stop(leftMs);
    },
    kill: () => {
      isClosed = true;
      return server.kill();
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
