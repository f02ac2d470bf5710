import { createServer } from "node:net";
import { LaunchError } from "./step";

/** Returns `port` when it is free; waits a few seconds for a dying predecessor, then says how to choose another. */
export async function checkPort(port: number): Promise<number> {
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new LaunchError("PORT must be a number from 1 to 65535.", "For example: PORT=3001 npm start");
  }
  for (let attempt = 0; attempt < 12; attempt += 1) {
    if (await isFree(port)) return port;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  throw new LaunchError(
    `Port ${port} is taken by another program.`,
    `Stop it, or choose another: PORT=${port + 1} npm start`,
  );
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, () => probe.close(() => resolve(true)));
  });
}
