import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/routers/app-router";

/** What `landing.chain` tells when there is a chain to show. */
export type ChainData = NonNullable<inferRouterOutputs<AppRouter>["landing"]["chain"]>;
