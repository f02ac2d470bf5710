import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/routers/app-router";

/** The person behind the page and their teams, as `identity.me` tells. */
export type Me = inferRouterOutputs<AppRouter>["identity"]["me"];

/** A team as the shell shows it; `role` is null for a visitor of a public team. */
export interface ShellTeam {
  slug: string;
  name: string;
  role: Me["teams"][number]["role"] | null;
}
