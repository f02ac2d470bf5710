import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { createContext } from "@/server/context";
import { checkRequest, limitBody } from "@/server/request-guard";
import { appRouter } from "@/server/routers/app-router";
import { asTrpcError } from "@/server/trpc";

const MAX_BODY_BYTES = 4 * 1024 ** 2;

/** Guards run inside `createContext`, so that what they refuse is answered in tRPC's own shape. */
async function handle(request: Request): Promise<Response> {
  let refused: unknown;
  const limited = (() => {
    try {
      return limitBody(request, MAX_BODY_BYTES);
    } catch (error) {
      refused = error;
      return new Request(request.url, { method: request.method, headers: request.headers });
    }
  })();
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: limited,
    router: appRouter,
    createContext: async ({ resHeaders }) => {
      try {
        if (refused) throw refused;
        checkRequest(request);
        return await createContext(request.headers, resHeaders);
      } catch (error) {
        throw asTrpcError(error);
      }
    },
  });
}

export { handle as GET, handle as POST };
