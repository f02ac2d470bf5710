import "server-only";
import { createContext } from "@/server/context";
import { appRouter } from "@/server/routers/app-router";
import { createCallerFactory } from "@/server/trpc";
import { headers } from "next/headers";
import { cache } from "react";

const createCaller = createCallerFactory(appRouter);

/** Calls procedures from server components, as the person who asked for the page. */
export const caller = cache(async () => createCaller(await createContext(await headers())));
