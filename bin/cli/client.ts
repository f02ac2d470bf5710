import { createTRPCClient, httpLink } from "@trpc/client";
import superjson from "superjson";
import type { AppRouter } from "../../server/routers/app-router";
import { type Credentials, loadCredentials } from "./credentials";

/** The server's procedures, and `fetch` for what travels outside them: uploads and downloads. */
export type Server = {
  url: string;
  trpc: ReturnType<typeof makeTrpc>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
};

/** Connects with the stored credentials. */
export async function connect(): Promise<Server> {
  return connectWith(await loadCredentials());
}

export function connectWith(credentials: Credentials): Server {
  const url = credentials.url.replace(/\/$/, "");
  const authorization = `Bearer ${credentials.token}`;
  return {
    url,
    trpc: makeTrpc(url, authorization),
    fetch: (path, init = {}) =>
      fetch(new URL(path, url), { ...init, headers: { ...init.headers, authorization } }),
  };
}

function makeTrpc(url: string, authorization: string) {
  return createTRPCClient<AppRouter>({
    links: [httpLink({ url: `${url}/api/trpc`, transformer: superjson, headers: { authorization } })],
  });
}
