"use client";

import { useServerNowMs } from "@/app/_ui/server-clock";
import { Duration } from "./duration";

/** How long a run has been at work, by the server's clock; a dash while it waits. */
export function RunDuration({ run }: { run: { startedAt: Date | null; finishedAt: Date | null } }) {
  const nowMs = useServerNowMs();
  if (!run.startedAt) return <span className="text-ink-faint">–</span>;
  return <Duration ms={(run.finishedAt?.getTime() ?? nowMs) - run.startedAt.getTime()} />;
}
