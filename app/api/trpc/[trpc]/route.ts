import { createContext } from "@/server/context";
import { AppError } from "@/server/errors";
import { errorResponse } from "@/server/http-error";
import { appRouter } from "@/server/routers/app-router";
import { checkRequest, limitBody } from "@/server/request-guard";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";

const MAX_BODY_BYTES = 4 * 1024 ** 2;

async function handle(request: Request): Promise<Response> {
  try {
    checkRequest(request);
    const context = await createContext(request.headers);
    return await fetchRequestHandler({
      endpoint: "/api/trpc",
      req: limitBody(request, MAX_BODY_BYTES),
      router: appRouter,
      createContext: ({ resHeaders }) => ({ ...context, responseHeaders: resHeaders }),
    });
  } catch (error) {
    if (error instanceof AppError) return errorResponse(error);
    throw error;
  }
}

export { handle as GET, handle as POST };
