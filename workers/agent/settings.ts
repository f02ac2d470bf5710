import { hostname } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";

const Environment = z.object({
  ATELIER_URL: z.url().default("http://localhost:3000"),
  ATELIER_TOKEN: z
    .string()
    .regex(
      /^atl_wrk_[\w-]+$/,
      "ATELIER_TOKEN must be a worker token (atl_wrk_…), made in the team's settings",
    ),
  ATELIER_DATA: z.string().min(1).default(".atelier"),
  /** An interpreter to use as it is, instead of preparing one. */
  ATELIER_PYTHON: z.string().optional(),
  ATELIER_WORKER_NAME: z.string().optional(),
  /** Comma-separated words that runs may ask for. */
  ATELIER_WORKER_LABELS: z.string().default(""),
  /** The launcher that started this agent; without it the agent has no reason to live. */
  ATELIER_LAUNCHER_PID: z.coerce.number().int().positive().optional(),
});

export type AgentSettings = {
  url: string;
  token: string;
  folder: string;
  trainerFolder: string;
  python: string | null;
  name: string;
  labels: string[];
  launcherPid: number | null;
};

/** The agent's settings from the environment. Throws with the variable's name when one is wrong. */
export function readSettings(): AgentSettings {
  const environment = Environment.parse(process.env);
  return {
    url: environment.ATELIER_URL.replace(/\/$/, ""),
    token: environment.ATELIER_TOKEN,
    folder: path.join(path.resolve(environment.ATELIER_DATA), "worker"),
    trainerFolder: fileURLToPath(new URL("../trainer", import.meta.url)),
    python: environment.ATELIER_PYTHON ?? null,
    name: environment.ATELIER_WORKER_NAME || hostname(),
    labels: environment.ATELIER_WORKER_LABELS.split(",")
      .map((label) => label.trim())
      .filter(Boolean),
    launcherPid: environment.ATELIER_LAUNCHER_PID ?? null,
  };
}
