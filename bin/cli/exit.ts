import { TRPCClientError } from "@trpc/client";
import { createTranslator } from "next-intl";
import { z } from "zod";
import errors from "../../app/_i18n/messages/en/errors.json" with { type: "json" };

/** The server, or this command, refused: exit code 1 with the reason. */
export class Refused extends Error {}

/** The command line cannot be understood: exit code 2. */
export class Usage extends Error {}

const english = createTranslator({ locale: "en", messages: errors });

const AppShape = z.object({
  app: z.object({
    code: z.string(),
    reason: z.string(),
    args: z.record(z.string(), z.union([z.string(), z.number()])),
  }),
});

export type Problem = { exitCode: 1 | 2; message: string; reason: string };

/** What to tell the person about an error, and the exit code that a script sees. */
export function describeProblem(error: unknown): Problem {
  if (error instanceof Usage) return { exitCode: 2, message: error.message, reason: "usage" };
  if (isCommandLineError(error)) return { exitCode: 2, message: error.message, reason: "usage" };
  if (error instanceof TRPCClientError) return describeRefusal(error);
  const message = error instanceof Error ? error.message : String(error);
  return { exitCode: 1, message, reason: error instanceof Refused ? "refused" : "unexpected" };
}

function isCommandLineError(error: unknown): error is Error {
  return error instanceof Error && error.name === "CLIError";
}

function describeRefusal(error: Error & { data?: unknown; cause?: unknown }): Problem {
  const app = AppShape.safeParse(error.data).data?.app;
  if (!app) {
    const isNetwork =
      error.cause instanceof Error &&
      /fetch failed|ECONNREFUSED/.test(`${error.cause.message} ${error.message}`);
    const message = isNetwork ? "The server cannot be reached. Check --url or ATELIER_URL." : error.message;
    return { exitCode: 1, message, reason: isNetwork ? "unreachable" : "unexpected" };
  }
  return { exitCode: 1, message: wordRefusal(app.reason, app.args), reason: app.reason };
}

type ErrorKey = Parameters<(typeof english)["has"]>[0];

/** A refusal in the words that the screen uses; the bare reason when it has none. */
export function wordRefusal(reason: string, args: Record<string, string | number>): string {
  if (isWorded(reason)) return english(reason, args);
  return [reason, ...Object.entries(args).map(([name, value]) => `${name}: ${value}`)].join("\n  ");
}

function isWorded(reason: string): reason is ErrorKey {
  const translator: { has(key: string): boolean } = english;
  return translator.has(reason);
}
