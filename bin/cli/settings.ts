import type { RecipeConfig } from "../../lib/protocol/run";
import { Usage } from "./exit";

/** Collects every `--set key=value`; numbers, true, false and null are read as such, all else is text. */
export function parseSettings(args: string[]): RecipeConfig {
  const settings: RecipeConfig = {};
  for (const [index, argument] of args.entries()) {
    const pair =
      argument === "--set"
        ? args[index + 1]
        : argument.startsWith("--set=")
          ? argument.slice("--set=".length)
          : undefined;
    if (argument !== "--set" && pair === undefined) continue;
    const match = /^([A-Za-z]\w*)=(.*)$/s.exec(pair ?? "");
    if (!match?.[1]) throw new Usage(`--set needs key=value, not "${pair ?? ""}".`);
    settings[match[1]] = parseValue(match[2] ?? "");
  }
  return settings;
}

function parseValue(text: string): string | number | boolean | null {
  if (text === "true" || text === "false") return text === "true";
  if (text === "null") return null;
  const isNumber = /^-?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text);
  return isNumber ? Number(text) : text;
}
