import { migrateDatabase } from "@/db/migrate";
import { buildIfStale } from "./build";
import { watchForGoodbye } from "./goodbye";
import { type Installation, openInstallation } from "./installation";
import { checkPort } from "./port";
import { processList } from "./process-list";
import { seedIfAsked } from "./seed";
import { LaunchError, say, sayFailure } from "./step";
import { type Supervised, supervise } from "./supervised";

const options = {
  isDevelopment: process.argv.includes("--dev"),
  isEmpty: process.argv.includes("--empty"),
  printToken: process.argv.includes("--print-token"),
};

try {
  await start();
} catch (error) {
  sayFailure(error);
  process.exit(1);
}

async function start(): Promise<void> {
  refuseUnknownOptions();
  const goodbye = watchForGoodbye();
  const port = await checkPort(Number(process.env.PORT ?? 3000));
  const installation = await openInstallation({ port });
  goodbye.add(() => installation.close());
  await migrateDatabase(installation.environment.DATABASE_URL);
  say("database", "ready");
  Object.assign(process.env, installation.environment);
  const tokens = await seedIfAsked({ isEmpty: options.isEmpty });
  if (!options.isDevelopment) await buildIfStale();
  const programs = startPrograms({ environment: installation.environment, workerToken: tokens.worker, port });
  goodbye.add(async () => void (await Promise.all(programs.map((program) => program.stop()))));
  await waitForWeb(port);
  say("ready", `http://localhost:${port}`);
  if (options.printToken)
    process.stdout.write(tokens.owner ? `${tokens.owner}\n` : "no demo team on this server\n");
}

function refuseUnknownOptions() {
  const known = ["--dev", "--empty", "--print-token"];
  const unknown = process.argv.slice(2).find((argument) => !known.includes(argument));
  if (unknown) throw new LaunchError(`Unknown option ${unknown}.`, `Known options: ${known.join(", ")}.`);
}

type Programs = { environment: Installation["environment"]; workerToken: string; port: number };

function startPrograms({ environment, workerToken, port }: Programs): Supervised[] {
  const env = {
    ...process.env,
    ...environment,
    ATELIER_LAUNCHER_PID: String(process.pid),
    PORT: String(port),
  };
  const pids = processList(environment.ATELIER_DATA);
  const common = { command: process.execPath, cwd: process.cwd() };
  return [
    supervise({
      ...common,
      name: "web",
      args: ["node_modules/next/dist/bin/next", options.isDevelopment ? "dev" : "start", "-p", String(port)],
      env,
      onStart: (pid) => pids.record("web", pid),
    }),
    supervise({
      ...common,
      name: "worker",
      args: ["--import", "tsx", "workers/agent/main.ts"],
      env: { ...env, ATELIER_URL: `http://localhost:${port}`, ATELIER_TOKEN: workerToken },
      onStart: (pid) => pids.record("worker", pid),
    }),
  ];
}

async function waitForWeb(port: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < 90_000; waitedMs += 250) {
    const answer = await fetch(`http://localhost:${port}/api/health`).catch(() => null);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new LaunchError("The web server did not answer.", "Its lines above say why.");
}
