import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/routers/app-router";

/** One page of the list of runs, as the server sends it. */
export type RunPage = inferRouterOutputs<AppRouter>["runs"]["list"];
