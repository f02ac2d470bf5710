import { setTimeout as sleep } from "node:timers/promises";

const DEADLOCK = "40P01";
const TRIES = 4;

/** Runs a transaction again that Postgres ended because it and another waited for each other's rows. */
export async function retryDeadlock<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries >= TRIES || !isDeadlock(error)) throw error;
      await sleep(20 * 2 ** tries);
    }
  }
}

function isDeadlock(error: unknown): boolean {
  const causes = [error, error instanceof Error ? error.cause : undefined];
  return causes.some((one) => one instanceof Error && "code" in one && one.code === DEADLOCK);
}
