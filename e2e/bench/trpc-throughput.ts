import { openDatabase } from "@/db/client";
import { dataset } from "@/db/schema/dataset";
import { asSystem } from "@/db/scope";
import { makeTeam, makeUser } from "@/server/testing";
import { type Figure, median, note, Skipped } from "./figure";
import { requestsPerSecond } from "./load";
import type { Stage } from "./stage";

const CONNECTIONS = 32;
const ROWS = 20;

/**
 * One query of 20 rows through Next's route, tRPC's standalone server and bare Fastify, each a process of its own,
 * in turns. Targets: research/stack-security.md §2, where the three were 704, 1245 and 3399 requests a second.
 */
export async function benchTrpc(stage: Stage): Promise<Figure[]> {
  const web = await stage.web();
  if (!web.databaseUrl) throw new Skipped("with BENCH_URL, DATABASE_URL has to name that server's database");
  const team = await makePublicTeam(web.databaseUrl);
  const environment = { DATABASE_URL: web.databaseUrl, BENCH_TEAM: team };
  const standalone = await stage.serve("serve-trpc.ts", environment);
  const fastify = await stage.serve("serve-fastify.ts", environment);
  const query = `/api/trpc/datasets.list?input=${encodeURIComponent(JSON.stringify({ json: { team } }))}`;
  const urls = {
    next: `${web.url}${query}`,
    standalone: `${standalone}${query}`,
    fastify: `${fastify}/datasets`,
  };
  for (const url of Object.values(urls)) await warmUp(url, stage.isQuick);
  const rounds = [];
  for (let round = 0; round < (stage.isQuick ? 1 : 5); round += 1)
    rounds.push(await measure(urls, stage.isQuick ? 500 : 3000));
  return [
    ratio(
      "trpc.next-vs-standalone",
      rounds.map(({ next, standalone }) => next / standalone),
      0.5,
    ),
    ratio(
      "trpc.next-vs-fastify",
      rounds.map(({ next, fastify }) => next / fastify),
      0.2,
    ),
  ];
}

function ratio(name: string, values: number[], target: number): Figure {
  return { name, value: median(values), unit: "× requests/s", target, better: "higher" };
}

type Urls = { next: string; standalone: string; fastify: string };

async function measure(urls: Urls, durationMs: number) {
  const rate = (url: string) => requestsPerSecond({ url, connections: CONNECTIONS, durationMs });
  const rates = {
    next: await rate(urls.next),
    standalone: await rate(urls.standalone),
    fastify: await rate(urls.fastify),
  };
  note(
    `  requests/s: Next ${rates.next.toFixed(0)}, standalone ${rates.standalone.toFixed(0)}, Fastify ${rates.fastify.toFixed(0)}`,
  );
  return rates;
}

/** Also proves that the server answers with all the rows. */
async function warmUp(url: string, isQuick: boolean): Promise<void> {
  const text = await (await fetch(url, { signal: AbortSignal.timeout(60_000) })).text();
  const rows = text.split('"slug":"bench-').length - 1;
  if (rows !== ROWS) throw new Error(`${url} answered ${rows} rows: ${text.slice(0, 300)}`);
  await requestsPerSecond({ url, connections: CONNECTIONS, durationMs: isQuick ? 200 : 2000 });
}

/** A public team with 20 datasets; returns its slug. */
async function makePublicTeam(databaseUrl: string): Promise<string> {
  const db = openDatabase(databaseUrl, { maxConnections: 1 });
  const { user } = await makeUser(db, "Bench");
  const team = await makeTeam(db, { owner: user.id, isPublic: true });
  const rows = Array.from({ length: ROWS }, (_, index) => ({
    teamId: team.id,
    slug: `bench-${index}`,
    name: `Dataset ${index}`,
  }));
  await asSystem(db, async (tx) => void (await tx.insert(dataset).values(rows)));
  await db.$client.end();
  return team.slug;
}
