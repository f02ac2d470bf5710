import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { createContext } from "@/server/context";
import { appRouter } from "@/server/routers/app-router";
import { createCallerFactory } from "@/server/trpc";

const createCaller = createCallerFactory(appRouter);

/** Calls procedures from server components, as the person who asked for the page. */
export const caller = cache(async () => createCaller(await createContext(await headers())));
