import { createHTTPServer } from "@trpc/server/adapters/standalone";
import { createContext } from "@/server/context";
import { appRouter } from "@/server/routers/app-router";
import { watchLauncher } from "@/server/watch-launcher";

// The whole router on tRPC's own server: what Next's route costs is the difference.
watchLauncher(() => process.exit(0));
createHTTPServer({
  router: appRouter,
  basePath: "/api/trpc/",
  createContext: ({ req }) => createContext(headersOf(req.headers)),
}).listen(Number(process.env.PORT), "127.0.0.1");

function headersOf(incoming: NodeJS.Dict<string | string[]>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming)) {
    if (value !== undefined) headers.set(name, String(value));
  }
  return headers;
}
