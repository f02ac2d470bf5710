import { InviteSecret } from "@/lib/protocol/team";

const KEY = "atelier-invite";

/** The invitation's secret from the fragment; kept in this tab while its holder signs in, and out of the address bar. */
export function takeSecret(): string | null {
  const fragment = InviteSecret.safeParse(window.location.hash.slice(1)).data;
  if (fragment) {
    sessionStorage.setItem(KEY, fragment);
    window.history.replaceState(null, "", window.location.pathname);
    return fragment;
  }
  return InviteSecret.safeParse(sessionStorage.getItem(KEY)).data ?? null;
}

export function forgetSecret(): void {
  sessionStorage.removeItem(KEY);
}
