import { z } from "zod";
import { InviteSecret } from "@/lib/protocol/team";

const KEY = "atelier-invite";
const KEPT_MS = 60 * 60 * 1000;
const Kept = z.object({ secret: InviteSecret, at: z.number() });

/**
 * The invitation's secret from the fragment; taken out of the address bar and kept in this browser for an hour
 * while its holder signs in, since a mailed sign-in link opens in a new tab.
 */
export function takeSecret(): string | null {
  const fragment = window.location.hash.slice(1);
  if (fragment !== "") {
    const secret = InviteSecret.safeParse(fragment).data;
    // A link that was cut off is not answered for an earlier one.
    if (!secret) return null;
    localStorage.setItem(KEY, JSON.stringify({ secret, at: Date.now() }));
    window.history.replaceState(null, "", window.location.pathname);
    return secret;
  }
  const kept = Kept.safeParse(parsed(localStorage.getItem(KEY))).data;
  return kept && Date.now() - kept.at < KEPT_MS ? kept.secret : null;
}

export function forgetSecret(): void {
  localStorage.removeItem(KEY);
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return null;
  }
}
