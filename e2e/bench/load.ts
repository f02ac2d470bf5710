import { Agent, type IncomingMessage, request } from "node:http";

const REQUEST_TIMEOUT_MS = 60_000;

type Load = { url: string; connections: number; durationMs: number };

/** Requests per second that a local server answers with 200 over kept-alive connections; throws on any other answer. */
export async function requestsPerSecond({ url, connections, durationMs }: Load): Promise<number> {
  refuseOtherMachines(url);
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const startedAt = performance.now();
  try {
    const counts = await Promise.all(
      Array.from({ length: connections }, () => askUntil(startedAt + durationMs, url, agent)),
    );
    const seconds = (performance.now() - startedAt) / 1000;
    return counts.reduce((sum, count) => sum + count, 0) / seconds;
  } finally {
    agent.destroy();
  }
}

function refuseOtherMachines(url: string): void {
  const { hostname } = new URL(url);
  if (hostname !== "localhost" && hostname !== "127.0.0.1") throw new Error("load is for this machine only");
}

/** One connection's worth: the next question as soon as the last is answered. */
async function askUntil(end: number, url: string, agent: Agent): Promise<number> {
  let count = 0;
  while (performance.now() < end) {
    await get(url, agent);
    count += 1;
  }
  return count;
}

function get(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const onResponse = (response: IncomingMessage) => {
      response.resume();
      response.once("error", reject);
      response.once("end", () =>
        response.statusCode === 200 ? resolve() : reject(new Error(`status ${response.statusCode}`)),
      );
    };
    const question = request(url, { agent, timeout: REQUEST_TIMEOUT_MS }, onResponse);
    question.once("timeout", () => question.destroy(new Error("no answer in time")));
    question.once("error", reject);
    question.end();
  });
}
