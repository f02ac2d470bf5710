import { defineCommand, renderUsage, runCommand } from "citty";
import { boards } from "./boards";
import { datasets } from "./datasets";
import { describeProblem } from "./exit";
import { login } from "./login";
import { models } from "./models";
import { runs } from "./runs";
import { teams } from "./teams";
import { worker } from "./worker";

const atelier = defineCommand({
  meta: {
    name: "atelier",
    description: "Datasets, runs, models and boards of an Atelier server, from scripts.",
  },
  subCommands: { login, teams, datasets, runs, models, boards, worker },
});

/** Runs one command line; resolves with its exit code: 0, 1 (refused, with the reason) or 2 (usage). */
export async function main(args: string[]): Promise<number> {
  try {
    if (args.length === 0 || args.includes("--help") || args.includes("-h")) return await help(args);
    await runCommand(atelier, { rawArgs: args });
    return 0;
  } catch (error) {
    const { exitCode, message, reason } = describeProblem(error);
    if (args.includes("--json")) process.stdout.write(`${JSON.stringify({ error: { reason, message } })}\n`);
    process.stderr.write(`atelier: ${message}\n`);
    if (exitCode === 2) process.stderr.write("Run `atelier --help` for the commands.\n");
    return exitCode;
  }
}

async function help(args: string[]): Promise<number> {
  process.stdout.write(`${await usageOf(args[0])}\n`);
  return args.length === 0 ? 2 : 0;
}

function usageOf(name: string | undefined): Promise<string> {
  switch (name) {
    case "login":
      return renderUsage(login);
    case "worker":
      return renderUsage(worker);
    case "teams":
    case "datasets":
    case "runs":
    case "models":
    case "boards":
      return renderUsage({ teams, datasets, runs, models, boards }[name]);
    default:
      return renderUsage(atelier);
  }
}
