import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { settings } from "@/server/settings";

/** Names a guest's player. Signed, so that nobody can play in another's name. */
export const PLAYER_COOKIE = "atelier_player";
const YEAR_S = 365 * 24 * 3600;

export function playerCookie(playerId: string): string {
  const secure = settings().NEXTAUTH_URL.startsWith("https:") ? "; Secure" : "";
  return `${PLAYER_COOKIE}=${playerId}.${signature(`player:${playerId}`)}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${YEAR_S}${secure}`;
}

/** The player that the request's cookie names; undefined when there is none or its signature is not ours. */
export function playerIdFromCookie(headers: Headers): string | undefined {
  const cookies = (headers.get("cookie") ?? "").split(";").map((pair) => pair.trim());
  const value = cookies.find((pair) => pair.startsWith(`${PLAYER_COOKIE}=`))?.slice(PLAYER_COOKIE.length + 1);
  const [playerId, proof] = (value ?? "").split(".");
  if (playerId === undefined || proof === undefined || !z.uuid().safeParse(playerId).success)
    return undefined;
  return isSignature(`player:${playerId}`, proof) ? playerId : undefined;
}

export function signature(text: string): string {
  return createHmac("sha256", settings().NEXTAUTH_SECRET).update(`atelier-quiz:${text}`).digest("base64url");
}

export function isSignature(text: string, proof: string): boolean {
  const expected = Buffer.from(signature(text));
  const given = Buffer.from(proof);
  return expected.length === given.length && timingSafeEqual(expected, given);
}
