"use client";

import { useEffect } from "react";
import { LAST_TEAM_COOKIE } from "./last-team";

const YEAR_S = 365 * 24 * 60 * 60;

/** Notes on this device which team its person is in. */
export function RememberTeam({ slug }: { slug: string }) {
  useEffect(() => {
    document.cookie = `${LAST_TEAM_COOKIE}=${slug}; path=/; max-age=${YEAR_S}; samesite=lax`;
  }, [slug]);
  return null;
}
