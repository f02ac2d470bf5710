import { z } from "zod";
import { migrateDatabase } from "@/db/migrate";
import { settings } from "../settings";
import { buildIfStale } from "./build";
import { openDataFolder } from "./data-folder";
import { claimFolder } from "./folder-lock";
import { watchForGoodbye } from "./goodbye";
import { type Installation, openInstallation } from "./installation";
import { checkPort } from "./port";
import { endLeftovers, processList } from "./process-list";
import { seedIfAsked } from "./seed";
import { LaunchError, say } from "./step";
import { type Supervised, supervise } from "./supervised";

/** Together with the database's stop these stay under ten seconds. */
const WORKER_GRACE_MS = 4500;
const WEB_GRACE_MS = 2500;

// bin/start-options.mjs has read the command line already and refused what it does not know.
const options = {
  isDevelopment: process.argv.includes("--dev"),
  isEmpty: process.argv.includes("--empty"),
  printToken: process.argv.includes("--print-token"),
};

const goodbye = watchForGoodbye();
await start().catch(goodbye.fail);

async function start(): Promise<void> {
  const port = Number(process.env.PORT || 3000);
  const data = await openDataFolder(process.env.ATELIER_DATA || ".atelier");
  await claimFolder(data, { url: `http://localhost:${port}`, leaving: goodbye.signal });
  await endLeftovers(data);
  await checkPort(port);
  const installation = await openForGood(data, port);
  await migrateDatabase(installation.environment.DATABASE_URL);
  say("database", "ready");
  Object.assign(process.env, installation.environment);
  checkSettings();
  const tokens = await seedIfAsked({ isEmpty: options.isEmpty });
  if (!options.isDevelopment) await buildIfStale(goodbye.signal);
  goodbye.signal.throwIfAborted();
  const programs = startPrograms({ environment: installation.environment, workerToken: tokens.worker, port });
  // The worker ends first: its last checkpoint and its goodbye still need the web server.
  for (const program of [programs.web, programs.worker]) goodbye.add(program.stop, program.kill);
  await waitForWeb(port);
  say("ready", `http://localhost:${port}`);
  if (options.printToken) {
    process.stdout.write(tokens.owner ? `${tokens.owner}\n` : "no demo team on this server\n");
  }
}

/** Known to the goodbye before it is open, so that a Ctrl-C meanwhile ends it as well. */
async function openForGood(data: string, port: number): Promise<Installation> {
  const opening = openInstallation({ data, port });
  goodbye.add(
    async (leftMs) => (await opening.catch(() => undefined))?.close(leftMs),
    async () => (await opening.catch(() => undefined))?.kill(),
  );
  return opening;
}

/** The web server would refuse them too, but only in its own words and again and again. */
function checkSettings(): void {
  try {
    settings();
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const faults = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new LaunchError(
      `A setting is wrong. ${faults.join("; ")}.`,
      "Correct or unset that variable; the README lists them all.",
      error,
    );
  }
}

type Programs = { environment: Installation["environment"]; workerToken: string; port: number };

function startPrograms({ environment, workerToken, port }: Programs): Record<"web" | "worker", Supervised> {
  const env = {
    ...process.env,
    ...environment,
    NODE_ENV: options.isDevelopment ? "development" : "production",
    ATELIER_LAUNCHER_PID: String(process.pid),
    PORT: String(port),
  } as const;
  const pids = processList(environment.ATELIER_DATA);
  const common = { command: process.execPath, cwd: process.cwd() };
  return {
    web: supervise({
      ...common,
      name: "web",
      graceMs: WEB_GRACE_MS,
      args: ["node_modules/next/dist/bin/next", options.isDevelopment ? "dev" : "start", "-p", String(port)],
      env,
      onStart: (pid) => pids.record("web", pid),
    }),
    worker: supervise({
      ...common,
      name: "worker",
      graceMs: WORKER_GRACE_MS,
      args: ["--import", "tsx", "workers/agent/main.ts"],
      env: { ...env, ATELIER_URL: `http://localhost:${port}`, ATELIER_TOKEN: workerToken },
      onStart: (pid) => pids.record("worker", pid),
    }),
  };
}

async function waitForWeb(port: number): Promise<void> {
  for (const until = Date.now() + 120_000; Date.now() < until; ) {
    const signal = AbortSignal.any([goodbye.signal, AbortSignal.timeout(30_000)]);
    const answer = await fetch(`http://localhost:${port}/api/health`, { signal }).catch(() => null);
    if (answer?.ok) return;
    goodbye.signal.throwIfAborted();
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new LaunchError("The web server did not answer.", "Its lines above say why.");
}
