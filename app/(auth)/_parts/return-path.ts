import "server-only";
import { cookies } from "next/headers";
import { safeReturnPath } from "@/lib/return-path";

type Search = { next?: string; error?: string };

/** Where signing in leads. After a sign-in that failed at another service, where it would have led: next-auth's cookie still knows. */
export async function returnPath({ next, error }: Search): Promise<string> {
  if (next !== undefined || !error) return safeReturnPath(next, "/teams");
  const jar = await cookies();
  const kept = jar.get("__Secure-next-auth.callback-url") ?? jar.get("next-auth.callback-url");
  if (!kept || !URL.canParse(kept.value)) return "/teams";
  const { pathname, search, hash } = new URL(kept.value);
  const path = safeReturnPath(`${pathname}${search}${hash}`, "/teams");
  return /^\/(sign-in|sign-up)?$/.test(pathname) ? "/teams" : path;
}
