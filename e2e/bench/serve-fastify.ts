import Fastify from "fastify";
import { Slug } from "@/lib/ids";
import { openTeam } from "@/server/access";
import { createContext } from "@/server/context";
import { listTeamDatasets } from "@/server/services/datasets/list-datasets";
import { watchLauncher } from "@/server/watch-launcher";

// The same statements in Postgres and nothing else: the team is known, there is no tRPC, no superjson, no validation.
watchLauncher(() => process.exit(0));
const access = await openTeam(await createContext(new Headers()), Slug.parse(process.env.BENCH_TEAM));
const server = Fastify();
server.get("/datasets", () => listTeamDatasets(access));
await server.listen({ port: Number(process.env.PORT), host: "127.0.0.1" });
