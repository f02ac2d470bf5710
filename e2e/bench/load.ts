import { Agent, request } from "node:http";

type Load = { url: string; connections: number; durationMs: number };

/** Requests per second that a local server answers with 200 over kept-alive connections; throws on any other answer. */
export async function requestsPerSecond({ url, connections, durationMs }: Load): Promise<number> {
  const { hostname } = new URL(url);
  if (hostname !== "localhost" && hostname !== "127.0.0.1") throw new Error("load is for this machine only");
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const startedAt = performance.now();
  const counts = await Promise.all(
    Array.from({ length: connections }, async () => {
      let count = 0;
      while (performance.now() - startedAt < durationMs) {
        await get(url, agent);
        count += 1;
      }
      return count;
    }),
  );
  agent.destroy();
  const seconds = (performance.now() - startedAt) / 1000;
  return counts.reduce((sum, count) => sum + count, 0) / seconds;
}

function get(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    request(url, { agent }, (response) => {
      response.resume();
      response.once("end", () => (response.statusCode === 200 ? resolve() : reject(new Error(`status ${response.statusCode}`))));
    })
      .once("error", reject)
      .end();
  });
}
