"use client";

import { useFormatter } from "next-intl";
import { useSyncExternalStore } from "react";
import { useServerNowMs } from "./server-clock";

/** "3 minutes ago" in the reader's language and the server's time; the exact local moment is its title. */
export function RelativeTime({ at }: { at: Date | string | number }) {
  const format = useFormatter();
  const nowMs = useServerNowMs();
  const date = new Date(at);
  // The server does not know the reader's time zone, so the title appears after hydration.
  const hydrated = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
  // The page's clock ticks slower than events arrive: what has just happened is "now", not "in 5 seconds".
  const fresh = date.getTime() > nowMs && date.getTime() - nowMs < 30_000;
  const zone = hydrated ? Intl.DateTimeFormat().resolvedOptions().timeZone : "UTC";
  return (
    <time
      dateTime={date.toISOString()}
      title={format.dateTime(date, { dateStyle: "long", timeStyle: "short", timeZone: zone })}
    >
      {format.relativeTime(date, { now: fresh ? date : nowMs })}
    </time>
  );
}
