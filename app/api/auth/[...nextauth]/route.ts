import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import { authOptions } from "@/server/auth/auth-options";
import { peerAddress } from "@/server/context";
import { database } from "@/server/database";
import { errorResponse } from "@/server/http-error";
import { limitBody } from "@/server/request-guard";

const MAX_BODY_BYTES = 16 * 1024;

type RouteContext = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  try {
    const { headers } = request;
    const options = authOptions({
      db: database(),
      ip: peerAddress(headers),
      userAgent: headers.get("user-agent"),
    });
    // A request without a body comes back as it is; Next's wrapper of it cannot be made into another request.
    const metered = limitBody(request, MAX_BODY_BYTES);
    const limited = metered === request ? request : new NextRequest(metered);
    return await NextAuth(limited, context, options);
  } catch (error) {
    return errorResponse(error);
  }
}

export { handle as GET, handle as POST };
