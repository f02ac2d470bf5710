"use client";

import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { createTRPCClient, httpBatchLink, httpSubscriptionLink, splitLink } from "@trpc/client";
import { createTRPCContext } from "@trpc/tanstack-react-query";
import { type ReactNode, useState } from "react";
import superjson from "superjson";
import type { AppRouter } from "@/server/routers/app-router";
import { pauseWhileHidden } from "./pause-while-hidden";

const context = createTRPCContext<AppRouter>();

/** `useTRPC()` gives typed query and mutation options; `useTRPCClient()` the bare client. */
export const useTRPC = context.useTRPC;
export const useTRPCClient = context.useTRPCClient;

/** Puts one query cache and one tRPC client around the tree. */
export function TRPCProvider({ children }: { children: ReactNode }) {
  const [queryClient] = useState(makeQueryClient);
  const [trpcClient] = useState(makeClient);
  return (
    <QueryClientProvider client={queryClient}>
      <context.TRPCProvider trpcClient={trpcClient} queryClient={queryClient}>
        {children}
      </context.TRPCProvider>
    </QueryClientProvider>
  );
}

function makeQueryClient() {
  return new QueryClient({ defaultOptions: { queries: { staleTime: 10_000, retry: 1 } } });
}

function makeClient() {
  return createTRPCClient<AppRouter>({
    links: [
      splitLink({
        condition: (op) => op.type === "subscription",
        true: [pauseWhileHidden(), httpSubscriptionLink({ url: "/api/trpc", transformer: superjson })],
        false: httpBatchLink({ url: "/api/trpc", transformer: superjson, maxURLLength: 4000 }),
      }),
    ],
  });
}
