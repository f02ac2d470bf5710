import { NextRequest } from "next/server";
import NextAuth from "next-auth";
import {
  DEFAULT_LOCALE,
  isLocale,
  LOCALE_COOKIE,
  type Locale,
  localeOfAcceptLanguage,
} from "@/app/_i18n/locale";
import { authOptions } from "@/server/auth/auth-options";
import { peerAddress } from "@/server/context";
import { database } from "@/server/database";
import { errorResponse } from "@/server/http-error";
import { limitBody } from "@/server/request-guard";
import { settings } from "@/server/settings";

const MAX_BODY_BYTES = 16 * 1024;

type RouteContext = { params: Promise<{ nextauth: string[] }> };

async function handle(request: NextRequest, context: RouteContext): Promise<Response> {
  try {
    const { headers } = request;
    if (await isCancelled(request, context)) return redirectTo("/sign-in?error=Cancelled");
    const options = authOptions({
      db: database(),
      ip: peerAddress(headers),
      userAgent: headers.get("user-agent"),
      locale: localeOf(request),
    });
    // A request without a body comes back as it is; Next's wrapper of it cannot be made into another request.
    const metered = limitBody(request, MAX_BODY_BYTES);
    const limited = metered === request ? request : new NextRequest(metered);
    return await NextAuth(limited, context, options);
  } catch (error) {
    return errorResponse(error);
  }
}

/** Whether a person pressed "Cancel" at the provider (RFC 6749 §4.1.2.1); next-auth has one word for all its errors. */
async function isCancelled(request: NextRequest, context: RouteContext): Promise<boolean> {
  const { nextauth } = await context.params;
  return nextauth[0] === "callback" && request.nextUrl.searchParams.get("error") === "access_denied";
}

function redirectTo(path: string): Response {
  return new Response(null, {
    status: 302,
    headers: { location: new URL(path, settings().NEXTAUTH_URL).href },
  });
}

function localeOf(request: NextRequest): Locale {
  const chosen = request.cookies.get(LOCALE_COOKIE)?.value;
  if (isLocale(chosen)) return chosen;
  return localeOfAcceptLanguage(request.headers.get("accept-language")) ?? DEFAULT_LOCALE;
}

export { handle as GET, handle as POST };
