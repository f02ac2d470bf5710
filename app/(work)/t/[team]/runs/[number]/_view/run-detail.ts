import type { inferRouterOutputs } from "@trpc/server";
import type { AppRouter } from "@/server/routers/app-router";

type Runs = inferRouterOutputs<AppRouter>["runs"];

/** One run as the server describes it. */
export type RunDetail = Runs["get"];
export type RunPoint = Runs["metrics"]["points"][number];
export type RunChunk = Runs["logs"]["chunks"][number];
