import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

const TAIL_LINES = 60;

export type CommandResult = { code: number | null; isTimeout: boolean; tail: string };

type Options = {
  cwd?: string;
  env?: NodeJS.ProcessEnv;
  timeoutMs: number;
  signal: AbortSignal;
  onLine(line: string): void;
};

/** Runs a program and hands its lines on; resolves however it ends, and rejects only when `signal` aborts. */
export async function runCommand(command: string, args: string[], options: Options): Promise<CommandResult> {
  const timeout = AbortSignal.timeout(options.timeoutMs);
  const child = spawn(command, args, {
    ...(options.cwd ? { cwd: options.cwd } : {}),
    env: options.env ?? process.env,
    stdio: ["ignore", "pipe", "pipe"],
    signal: AbortSignal.any([timeout, options.signal]),
    killSignal: "SIGKILL",
  });
  const tail: string[] = [];
  const read = (line: string) => {
    tail.push(line);
    if (tail.length > TAIL_LINES) tail.shift();
    options.onLine(line);
  };
  createInterface({ input: child.stdout }).on("line", read);
  createInterface({ input: child.stderr }).on("line", read);
  const code = await new Promise<number | null>((resolve) => {
    child.on("error", (error) => {
      read(error.message);
      resolve(null);
    });
    child.on("close", (exitCode) => resolve(exitCode));
  });
  options.signal.throwIfAborted();
  return { code, isTimeout: timeout.aborted, tail: tail.join("\n") };
}
