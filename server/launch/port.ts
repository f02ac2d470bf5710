import { createServer } from "node:net";
import { LaunchError } from "./step";

/** Longer than the web server of a killed launcher takes to notice and end. */
const PREDECESSOR_MS = 6000;
const PAUSE_MS = 500;

/** Returns `port` when it is free; waits a few seconds for a dying predecessor, then says how to choose another. */
export async function checkPort(port: number): Promise<number> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new LaunchError("PORT must be a number from 1 to 65535.", "For example: PORT=3001 npm start");
  }
  for (let waitedMs = 0; waitedMs < PREDECESSOR_MS; waitedMs += PAUSE_MS) {
    const refusal = await tryPort(port);
    if (refusal === null) return port;
    if (refusal === "EACCES") {
      throw new LaunchError(
        `This user may not listen on port ${port}: the system keeps low ports for root.`,
        "Choose a higher one: PORT=3000 npm start",
      );
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  throw new LaunchError(
    `Port ${port} is taken by another program.`,
    `Stop it, or choose another: PORT=${await nextFree(port)} npm start`,
  );
}

async function nextFree(taken: number): Promise<number> {
  for (let port = taken + 1; port <= Math.min(taken + 50, 65_535); port += 1) {
    if ((await tryPort(port)) === null) return port;
  }
  return 3000;
}

/** Null when the port can be had, else the system's code. */
function tryPort(port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? "EUNKNOWN"));
    probe.listen(port, () => probe.close(() => resolve(null)));
  });
}
