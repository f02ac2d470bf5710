import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { defineCommand } from "citty";
import { Refused, Usage } from "./exit";

export const worker = defineCommand({
  meta: { name: "worker", description: "Lend this machine to a server: claim its runs and train them here." },
  args: {
    url: { type: "string", description: "Address of the server", valueHint: "URL" },
    token: { type: "string", description: "Worker token, made in the team's settings", valueHint: "TOKEN" },
    name: { type: "string", description: "What the server calls this machine" },
  },
  async run({ args }) {
    const url = args.url ?? process.env.ATELIER_URL;
    const token = args.token ?? process.env.ATELIER_TOKEN;
    if (!url || !token) throw new Usage("worker needs --url and --token (or ATELIER_URL and ATELIER_TOKEN).");
    const agent = fileURLToPath(new URL("../../workers/agent/main.ts", import.meta.url));
    const env = {
      ...process.env,
      ATELIER_URL: url,
      ATELIER_TOKEN: token,
      ...(args.name ? { ATELIER_WORKER_NAME: args.name } : {}),
    };
    const child = spawn(process.execPath, ["--import", "tsx", agent], { stdio: "inherit", env });
    process.on("SIGINT", () => undefined);
    process.on("SIGTERM", () => child.kill("SIGTERM"));
    const status = await new Promise<number>((resolve) => child.once("exit", (code) => resolve(code ?? 1)));
    if (status !== 0) throw new Refused(`The worker ended with ${status}.`);
  },
});
